import people
import pytest
from django.db import connection

from amends.casebook.models import Mention
from amends.management import importing


pytestmark = pytest.mark.django_db


def table(tmp_path, count):
    path = tmp_path / "reviews.csv"
    rows = [f"{n},وصلتني الماكينة مكسورة رقم {n}" for n in range(count)]
    path.write_text("\n".join(["id,text", *rows]), "utf-8")
    return path


def test_import_tells_how_far_it_has_read(tmp_path):
    people.brand()

    told = list(importing.mentions(table(tmp_path, 3), "rabwa", now=people.NOW))

    assert told[1:] == ["3 heard", "3 of 3 read", "3 new mentions"]
    assert set(Mention.objects.values_list("state", flat=True)) == {"triaged"}


def test_import_of_a_file_again_has_nothing_to_tell(tmp_path):
    people.brand()
    path = table(tmp_path, 1)
    list(importing.mentions(path, "rabwa", now=people.NOW))

    assert list(importing.mentions(path, "rabwa", now=people.NOW))[1:] == [
        "0 heard",
        "0 new mentions",
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="what PostgreSQL knows")
def test_database_knows_at_once_what_came_in(tmp_path):
    people.brand()

    list(importing.mentions(table(tmp_path, 3), "rabwa", now=people.NOW))

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'casebook_mention'")
        assert cursor.fetchone() == (3,)
