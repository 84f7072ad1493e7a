import pytest

from amends.rooms.triage.reaching.kinds import REACHING, Wish, read_reaching
from amends.rooms.triage.thresholds import BadTable
from amends.web.notice_kinds import KINDS


ROW = {"is_urgent": False, "mail_after_min": 0, "at_once": ["owner"]}
TABLE = {
    "push_gap_min": 2, "mail_gap_min": 15, "morning_hour": 8, "forgotten_after_h": 48,
    "warning_min": 15, "kinds": {"case": ROW},
}  # fmt: skip


def test_only_danger_and_crisis_burn_c07():
    assert {name for name, kind in REACHING.kinds.items() if kind.is_urgent} == {
        "grave",
        "crisis",
    }


def test_each_kind_can_be_chosen_on_the_page():
    assert set(REACHING.kinds) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "role", "wish"),
    [
        ("grave", "analyst", Wish.AT_ONCE), ("nears", "agent", Wish.AT_ONCE),
        ("nears", "analyst", Wish.DESK), ("source", "agent", Wish.DESK),
        ("source", "owner", Wish.AT_ONCE), ("crisis_over", "owner", Wish.DESK),
        ("case", "agent", Wish.AT_ONCE), ("handed", "agent", Wish.DESK),
    ],
)  # fmt: skip
def test_usual_wish_follows_the_role(kind, role, wish):
    assert REACHING.kinds[kind].wish_of(role) is wish


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"push_gap_min": -1}, "push_gap_min"), ({"push_gap_min": "2"}, "push_gap_min"),
        ({"kinds": {"case": ROW | {"at_once": ["king"]}}}, "king"),
        ({"kinds": {"case": {"is_urgent": True}}}, "at_once"),
    ],
)  # fmt: skip
def test_wrong_row_names_itself(change, named):
    with pytest.raises(BadTable, match=named):
        read_reaching(TABLE | change)


def test_missing_row_names_itself():
    with pytest.raises(BadTable, match="mail_gap_min"):
        read_reaching({name: row for name, row in TABLE.items() if name != "mail_gap_min"})
