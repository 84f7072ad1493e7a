from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from amends.playbook.moments import Atom, moment_of


MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tehran"))


def moment(*atoms):
    found = moment_of({atom.kind: atom for atom in atoms}, MONDAY_NOON)
    return found and found.strftime("%m-%d %H:%M")


@pytest.mark.parametrize(
    ("atoms", "said"),
    [
        ([Atom("clock", 0, 1, 5)], "11-23 17:00"),
        ([Atom("clock", 0, 1, 11)], "11-23 23:00"),
        ([Atom("clock", 0, 1, 9), Atom("part", 0, 1, 12)], "11-24 09:00"),
        ([Atom("clock", 0, 1, 12), Atom("part", 0, 1, 12)], "11-24 12:00"),
        ([Atom("day", 0, 1, 1)], "11-24 23:59"),
        ([Atom("day", 0, 1, 1), Atom("part", 0, 1, 12)], "11-24 12:00"),
        ([Atom("weekday", 0, 1, 0)], "11-23 23:59"),
        ([Atom("jalali", 0, 1, 9, 4)], "11-25 23:59"),
        ([Atom("month", 0, 1, 11, 22)], "11-22 23:59"),
        ([Atom("month", 0, 1, 2, 30)], None),
        ([Atom("jalali", 0, 1, 12, 31)], None),
        ([Atom("hijri", 0, 1, 6, 15)], "11-25 23:59"),
        ([Atom("hijri", 0, 1, 6, 1)], "10-31 23:59"),
        ([Atom("hijri", 0, 1, 1, 31)], None),
        ([Atom("written", 0, 1, 2026, 1125), Atom("clock", 0, 1, 9)], "11-25 09:00"),
        ([Atom("written", 0, 1, 1405, 904)], "11-25 23:59"),
        ([Atom("written", 0, 1, 1430, 101)], "03-21 23:59"),
        ([Atom("written", 0, 1, 1448, 615)], "11-25 23:59"),
        ([Atom("written", 0, 1, 2026, 230)], None),
        ([Atom("open", 0, 1, 0), Atom("clock", 0, 1, 5)], None),
        ([Atom("workdays", 0, 1, 3)], None),
        ([Atom("length", 0, 1, 90)], "11-23 13:30"),
    ],
)
def test_pieces_mean_a_moment(atoms, said):
    assert moment(*atoms) == said


def test_calendar_whose_tables_have_ended_gives_no_moment():
    far = MONDAY_NOON.replace(year=2300)

    assert moment_of({"hijri": Atom("hijri", 0, 1, 9, 15)}, far) is None
