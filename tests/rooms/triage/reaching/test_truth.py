import people
import pytest
from people import NOW
from reached import clock

from amends.casebook.models import Call, Crisis, Note, Notice
from amends.rooms.triage.reaching.truth import over


pytestmark = pytest.mark.django_db


def notice(brand, kind="nears", key="k", **fields):
    values = {"brand": brand, "user": brand.owner, "told_at": NOW, "facts": {}} | fields
    return Notice.objects.create(kind=kind, key=key, **values)


def test_what_was_seen_is_over():
    brand = people.brand()
    rows = [notice(brand, key="a", seen_at=NOW), notice(brand, key="b")]

    assert over(rows) == {rows[0].pk}


def test_what_speaks_of_a_clock_is_over_with_it():
    brand = people.brand()
    running, stopped = clock(people.case(brand)), clock(people.case(brand))
    stopped.state = "kept"
    stopped.save()
    rows = [notice(brand, key=str(c.pk), facts={"clock": c.pk}) for c in (running, stopped)]

    assert over(rows) == {rows[1].pk}


def test_news_that_a_crisis_ended_is_not_over_with_it():
    brand = people.brand()
    crisis = Crisis.objects.create(
        brand=brand, kind="volume", started_at=NOW, count=12, usual=1, ended_at=NOW
    )
    facts = {"crisis": crisis.pk}
    rows = [notice(brand, kind, key=kind, facts=facts) for kind in ("crisis", "crisis_over")]

    assert over(rows) == {rows[0].pk}


def test_call_is_over_for_the_one_who_looked_alone():
    brand = people.brand()
    bob = people.member(brand)
    note = Note.objects.create(case=people.case(brand), text="@", written_at=NOW)
    Call.objects.create(note=note, user=bob, seen_at=NOW)
    Call.objects.create(note=note, user=brand.owner)
    facts = {"note": note.pk}
    rows = [notice(brand, "called", user=user, facts=facts) for user in (brand.owner, bob)]

    assert over(rows) == {rows[1].pk}


def test_nothing_asked_is_nothing_over():
    assert over([]) == set()
