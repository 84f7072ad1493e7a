import desk_rows
import people
import pytest

from amends.casebook.models import Case
from amends.web import seen


pytestmark = pytest.mark.django_db


def test_columns_stand_in_the_order_of_their_names(at):
    case = desk_rows.complaint(at, by="noura", segments=["vip"], tag_names=["gift"])

    [row] = seen.seen(seen.shown(Case.objects.all()))

    assert (row.pk, row.topics, row.segments, row.tag_names) == (
        case.pk, ("damaged",), ("vip",), ("gift",),
    )  # fmt: skip
    assert (row.owner, row.source_name, row.names[0]) == (str(case.owner), at.name, None)
    assert row.said_id == case.mentions.get().pk
    assert (str(row), len(seen.CASE)) == (f"C-{case.number}", len(seen.Seen._fields))


def test_our_own_words_are_not_the_last_ones(at):
    case = desk_rows.complaint(at, text="theirs")
    people.mention(at, "ours", by=case.author, case=case, is_ours=True)

    [said] = seen.said_in(seen.seen(seen.shown(Case.objects.all()))).values()

    assert (said.text, said.directness, said.churn) == ("theirs", "direct", False)


@pytest.mark.parametrize("count", [1, 3, 11])
def test_clocks_and_words_take_one_query_each(at, django_assert_num_queries, count):
    for n in range(count):
        desk_rows.complaint(at, by=f"c{n}", text=f"words {n}")
    rows = seen.seen(seen.shown(Case.objects.all()))

    with django_assert_num_queries(2):
        clocks, said = seen.clocks_of(rows), seen.said_in(rows)

    assert [[clock.kind for clock in clocks[row.pk]] for row in rows] == [
        ["first_reply"]
    ] * count
    assert {words.text for words in said.values()} == {f"words {n}" for n in range(count)}


def test_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (seen.clocks_of([]), seen.said_in([])) == ({}, {})
