import pytest

from amends.rooms.resolve import remedies


def test_topic_without_a_row_gets_what_fits_anything():
    table = remedies.TABLE

    assert table.matching(["a topic of next year"]) == table.kinds_by_topic["other"]


def test_remedies_of_two_topics_are_named_once():
    assert remedies.TABLE.matching(["wrong_item", "damaged"]) == (
        "replacement", "refund", "redelivery", "repair",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "problem"),
    [
        (["refund", "hug"], "other: no such remedy: hug"),
        (["refund"], "two to four options, not 1"),
    ],
)
def test_wrong_row_stops_the_start(kinds, problem):
    rows = {
        "options_min": 2, "options_max": 4, "goodwill": ["gift", "discount"],
        "kinds_by_topic": {"other": kinds},
    }  # fmt: skip

    with pytest.raises(ValueError, match=problem):
        remedies.parse_table(rows)
