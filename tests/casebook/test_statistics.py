import people
import pytest
from django.db import connection

from amends.casebook import statistics


pytestmark = pytest.mark.django_db


def counted(table):
    """Return how many rows the database believes in; less than none where it never counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return cursor.fetchone()[0]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="what PostgreSQL knows")
def test_rows_of_this_transaction_are_known():
    at = people.source(people.brand())
    for _ in range(7):
        people.mention(at)

    statistics.learn()

    assert counted("casebook_mention") == 7


def test_learning_again_changes_nothing():
    people.source(people.brand())
    statistics.learn()

    statistics.learn()

    assert people.Source.objects.count() == 1
