import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks, ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case
from amends.rooms.triage.tidy.merging import merge
from amends.rooms.triage.tidy.splitting import split


def test_split_makes_a_case_with_owner_clock_and_both_chains(opened, said):  # S2-14
    case = opened(severity=3)
    hot = said(case, "the plug is hot", severity=5)

    made = split(case, [hot.pk], actor=case.owner, now=NOW)

    made.refresh_from_db()
    assert list(made.mentions.all()) == [hot]
    assert (made.owner, made.author, made.severity, made.state) == (
        case.owner,
        case.author,
        5,
        "new",
    )
    assert made.number != case.number
    assert [e.kind for e in made.entries.all()][:2] == ["split_from", "assigned"]
    assert case.entries.get(kind="split").facts["case"] == made.pk
    assert [ledger.first_broken(one) for one in (case, made)] == [None, None]
    assert made.limit_at is not None


def test_split_wins_no_time_where_nobody_answered(opened, said):
    case = opened()
    more = said(case)

    made = split(case, [more.pk], actor=case.owner, now=NOW + minutes(40))

    assert made.clocks.get().started_at == NOW


def test_split_of_an_answered_case_starts_now(opened, said):
    case = opened()
    clocks.cancel_all(case, now=NOW)
    more = said(case)

    made = split(case, [more.pk], actor=case.owner, now=NOW + minutes(40))

    assert made.clocks.get().started_at == NOW + minutes(40)


def test_split_is_undone_by_merging_back(opened, said):
    case = opened()
    more = said(case)
    made = split(case, [more.pk], actor=case.owner, now=NOW)

    merge(made, case, actor=case.owner, now=NOW)

    assert case.mentions.count() == 2


def test_split_of_nothing_everything_or_two_people_is_refused(opened, said, at, brand):
    case = opened()
    words = [case.mentions.get().pk]
    with pytest.raises(Refused, match="nothing_chosen"):
        split(case, [], actor=case.owner, now=NOW)
    with pytest.raises(Refused, match="nothing_left"):
        split(case, words, actor=case.owner, now=NOW)
    other = people.mention(at, by=people.author(brand, "x"), case=case)
    said(case)
    with pytest.raises(Refused, match="not_one_person"):
        split(case, [*words, other.pk], actor=case.owner, now=NOW)
    assert Case.objects.count() == 1


def test_split_takes_no_words_of_another_case(opened):
    case, other = opened(), opened()

    with pytest.raises(Refused, match="nothing_chosen"):
        split(case, [other.mentions.get().pk], actor=case.owner, now=NOW)


def test_split_by_a_stranger_is_not_allowed(opened):
    case = opened()

    with pytest.raises(NotAllowed):
        split(case, [], actor=people.person("Charlie"), now=NOW)
