from datetime import timedelta

import called
import people
import pytest
from django.db.models import F
from people import NOW

from amends.casebook.models import Brand, Case, ServiceCall
from amends.casebook.prepared import Prepared, PreparedInsert, PreparedRows, Slot, slots


pytestmark = pytest.mark.django_db


@pytest.fixture
def rabwa():
    return people.brand()


def test_values_fill_their_slots_each_time(rabwa):
    first, second = people.case(rabwa, severity=2), people.case(rabwa, severity=4)
    asked = Case.objects.filter(brand=Slot("brand"), severity__gte=Slot("least"))
    query = Prepared(asked.order_by("pk").values_list("pk"))

    assert query.ask(brand=rabwa.pk, least=2) == [(first.pk,), (second.pk,)]
    assert query.ask(brand=rabwa.pk, least=4) == [(second.pk,)]
    assert query.ask(brand=rabwa.pk, least=5) == []


@pytest.mark.parametrize(("hours", "is_found"), [(0, True), (-1, False)])
def test_slot_of_a_time_can_be_moved(rabwa, hours, is_found):
    case = people.case(rabwa, promised_at=NOW + timedelta(hours=24))
    soon = Case.objects.filter(promised_at__lte=Slot("now") + timedelta(hours=24))
    query = Prepared(soon.values_list("pk", "promised_at"))

    found = query.ask(now=NOW + timedelta(hours=hours))

    assert found == ([(case.pk, NOW + timedelta(hours=24))] if is_found else [])


def test_a_list_has_a_slot_for_each_of_its_values(rabwa):
    cases = [people.case(rabwa) for _ in range(3)]
    several = Case.objects.filter(pk__in=slots("keys", 2)).order_by("pk")
    query = Prepared(several.values_list("number"))

    assert query.ask(keys=[cases[0].pk, cases[2].pk]) == [
        (cases[0].number,),
        (cases[2].number,),
    ]
    assert query.ask(keys=[cases[1].pk, cases[1].pk]) == [(cases[1].number,)]


def test_values_come_as_their_fields_read_them(rabwa):
    people.case(rabwa, topics=["damaged"], last_heard_at=NOW)
    query = Prepared(Case.objects.values_list("topics", "last_heard_at", "waits_for_us"))

    assert query.ask() == [(["damaged"], NOW, True)]


@pytest.mark.parametrize("count", [1, 3])
def test_rows_come_as_objects_with_what_was_annotated(rabwa, count, django_assert_num_queries):
    for n in range(count - 1):
        people.brand(f"shop{n}")
    rows = Brand.objects.filter(version__gte=Slot("least")).annotate(twice=F("version") * 2)
    query = PreparedRows(rows.order_by("pk"), "twice")

    with django_assert_num_queries(1):
        found = query.fetch(least=0)

    assert (len(found), found[0], found[0].twice) == (count, rabwa, 2 * rabwa.version)
    assert found[0].created_at == rabwa.created_at


def test_row_is_written_as_its_fields_are_and_only_once():
    named = ("source_id", "digest", "headers", "raw", "received_at")
    calls, said = PreparedInsert(ServiceCall, *named), {"topic": "شكوى"}
    told = {"source_id": called.source().pk, "headers": said, "received_at": NOW}
    for digest, raw in (("a", b"\x00\xff"), ("b", "لم يصل".encode()), ("a", b"again")):
        calls.write(digest=digest, raw=raw, **told)

    first, second = ServiceCall.objects.order_by("pk")
    assert (bytes(first.raw), bytes(second.raw)) == (b"\x00\xff", "لم يصل".encode())
    assert (first.headers, first.query, first.received_at) == (said, {}, NOW)
    assert (first.state, first.attempts, first.retry_at) == ("new", 0, None)
