"""A database for a script that runs beside the tests, so that what it leaves meets nobody."""

import os
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit


SERVER = os.environ.get("AMENDS_DATABASE_URL", "")


@contextmanager
def database_of_its_own():
    """Yield the address of an empty database; nothing where SQLite lies in the home."""
    if not SERVER:
        yield ""
        return
    import psycopg

    name = f"amends_beside_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
