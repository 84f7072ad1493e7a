import pytest

from amends.rooms.understand.bulk import Message, analyse_batch
from amends.rooms.understand.totals import SAMPLES, WORST, Totals, totals_of


def totals(*messages):
    found = Totals()
    for at in range(0, len(messages), 4):
        found.merge(totals_of(analyse_batch(list(messages[at : at + 4]))))
    return found


def test_totals_count_what_was_read():
    found = totals(
        Message("1", "الشاحن انفجر واحترقت الطاولة"),
        Message("2", "شكرا لكم"),
        Message("3", "the mug is broken"),
        Message("4", "", "WRONG"),
    )

    assert (found.rows, found.errors, found.complaints) == (4, 1, 2)
    assert found.severities[5] == 1
    assert found.langs == {"ar": 2, "en": 1}
    assert sum(block["rows"] for block in found.blocks) == 3


def test_totals_keep_only_the_worst_and_the_earlier_of_two_alike():
    rows = [Message(str(at), "the mug is broken") for at in range(30)]
    found = totals(*rows, Message("30", "the charger exploded and burned my hand"))

    shown = sorted(found.worst, reverse=True)
    assert len(shown) == WORST
    assert [one.row_id for one in shown[:3]] == ["30", "0", "1"]
    assert all(len(kept) <= SAMPLES for kept in found.samples.values())


def test_totals_do_not_show_what_was_answered():
    found = totals(
        Message("1", "the mug is broken", is_answered=True), Message("2", "broken mug")
    )

    assert ([one.row_id for one in found.worst], found.answered) == (["2"], 1)


@pytest.mark.parametrize(
    ("said", "day"), [("2026-05-03", "2026-05-03"), ("۱۴۰۵/۰۲/۱۳", "2026-05-03")]
)
def test_totals_count_by_day(said, day):
    found = totals(Message("1", "the mug is broken", said=said), Message("2", "x", said="?"))

    assert {name: counts["complaints"] for name, counts in found.days.items()} == {day: 1}
