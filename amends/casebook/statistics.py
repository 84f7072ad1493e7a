"""What the database knows about its tables: after a big import it knows of none of the new rows."""

from django.db import connection


def learn() -> None:
    """Let PostgreSQL count its tables now, so that it asks its indexes; again it changes nothing.

    By itself it does so minutes later, and meanwhile walks whole tables. SQLite needs no counts.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
