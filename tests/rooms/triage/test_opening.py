import people
from people import NOW

from amends.casebook import ledger
from amends.casebook.models import Case
from amends.rooms.triage.opening import Opening, open_cases
from amends.rooms.triage.owners import Rota
from amends.rooms.triage.rules import Person, Reading


def opening(mention):
    return Opening(mention, Reading(), Person(), ("new",))


def test_open_cases_of_two_brands_at_once(brand, at):
    other = people.source(people.brand("other"))
    mentions = [people.mention(place) for place in (at, other, at)]

    cases = open_cases([opening(one) for one in mentions], rota=Rota(NOW), now=NOW)

    assert [(case.brand, case.number) for case in cases] == [
        (brand, 1),
        (other.brand, 1),
        (brand, 2),
    ]
    assert [case.owner_id for case in cases] == [
        brand.owner_id,
        other.brand.owner_id,
        brand.owner_id,
    ]
    for case, mention in zip(Case.objects.order_by("pk"), mentions, strict=True):
        kinds = [entry.kind for entry in case.entries.all()]
        assert kinds == ["heard", "opened", "assigned", "clock_started"]
        assert case.entries.first().facts["mention"] == mention.pk
        assert case.entries.last().facts["clock"] == case.clocks.get().pk
        assert case.limit_at == case.clocks.get().limit_at
        assert ledger.first_broken(case) is None


def test_open_cases_of_an_archive_start_no_clock(at):
    old, new = people.mention(at, said_at=NOW - people.timedelta(days=30)), people.mention(at)

    cases = open_cases([opening(old), opening(new)], rota=Rota(NOW), now=NOW)

    assert [case.clocks.count() for case in cases] == [0, 1]
    assert cases[0].entries.last().kind == "no_clock"


def test_open_cases_of_nothing_asks_nothing(brand, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert open_cases([], rota=Rota(NOW), now=NOW) == []
