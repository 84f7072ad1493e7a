import threading

import people
import pytest
from django.db import connection

from amends.casebook.models import Author
from amends.casebook.sqlite.base import WriterDoor, door_of


@pytest.mark.parametrize("name", [":memory:", "file:desk?mode=memory&cache=shared"])
def test_memory_has_no_door(name):
    assert door_of(name) is None


def test_file_has_one_door_for_all_threads(tmp_path):
    name = str(tmp_path / "desk.sqlite3")

    assert door_of(name) is door_of(name)


def test_door_lets_one_writer_in_at_a_time(tmp_path):
    # Two doors on one file are two processes to the lock of the file.
    doors = [WriterDoor(tmp_path / "writer") for _ in range(2)]
    inside, most = [], []

    def write(door):
        for _ in range(20):
            door.enter()
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            door.leave()

    writers = [threading.Thread(target=write, args=(door,)) for door in doors * 2]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert (max(most), len(most)) == (1, 80)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="what SQLite's features say")
def test_a_statement_holds_more_than_the_999_values_of_old(django_assert_num_queries):
    at = people.source(people.brand())
    many = range(2000)

    assert connection.features.max_query_params >= 32766
    with django_assert_num_queries(1):
        Author.objects.bulk_create(Author(brand=at.brand, external_id=str(n)) for n in many)
