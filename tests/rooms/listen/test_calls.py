from datetime import timedelta

import called
import httpx2
import people
import pytest
from connectors import meta_calls, web_stage
from connectors.stage import POSTS
from connectors.stages.feed import HOOK
from django.db import IntegrityError
from people import NOW, minutes

from amends.casebook import vault
from amends.casebook.models import Mention, Notice, ServiceCall, Source
from amends.connectors.network.http import Http
from amends.connectors.protocol import Batch, Call, Challenge, Refused
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import calls
from amends.rooms.listen.flood import Meter
from amends.rooms.listen.store import store


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_meter(monkeypatch):
    monkeypatch.setattr(calls, "meter", Meter())


@pytest.fixture
def at():
    return called.source()


def row():
    return ServiceCall.objects.get()


def test_a_genuine_call_is_written_down_and_read_afterwards(at):
    assert calls.take(at.token, called.call(called.body(1, 2))) is None
    assert (row().state, Mention.objects.count()) == ("new", 0)

    assert calls.take_calls(NOW) == 1

    assert (row().state, bytes(row().raw), Mention.objects.count()) == ("read", b"", 2)
    assert Source.objects.get().called_at == NOW


def test_the_same_call_again_changes_nothing(at):
    genuine = called.call(called.body(1))
    calls.take(at.token, genuine)
    calls.take_calls(NOW)

    assert calls.take(at.token, genuine) is None
    assert calls.take_calls(NOW + minutes(1)) == 0
    assert (row().state, Mention.objects.count()) == ("read", 1)


def test_a_call_read_twice_is_heard_once(at):
    calls.take(at.token, called.call(called.body(1)))
    raw = bytes(row().raw)
    calls.take_calls(NOW)
    # As after a kill between the page and the mark.
    ServiceCall.objects.update(state="new", raw=raw)

    assert calls.take_calls(NOW + minutes(1)) == 1
    assert Mention.objects.count() == 1


def test_what_proves_the_sender_is_not_kept(at):
    genuine = called.call(
        called.body(1), **{"x-shop-event": "post", "authorization": "a", "x-mark": "b"}
    )

    calls.take(at.token, genuine)

    assert row().headers == {"x-shop-event": "post"}


def test_a_call_that_is_not_genuine_is_refused_and_counted(at):
    answer = calls.take(at.token, called.call(called.body(1), secret="guessed"))

    assert isinstance(answer, Refused)
    assert answer.status == 401
    assert (ServiceCall.objects.count(), Source.objects.get().refused_calls) == (0, 1)


def test_a_question_is_answered_and_not_kept(at, monkeypatch):
    monkeypatch.setattr(calls, "_built", lambda *_: called.Greeter())
    asked = Call(b"", {}, NOW, {"challenge": "42"}, "GET")

    assert calls.take(at.token, asked) == Challenge(b"42")
    assert ServiceCall.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"is_enabled": False}, 404),
        ({"token": "another"}, 404),
        ({"kind": "phone", "settings": ""}, 404),
        ({"settings": ""}, 503),
        ({"settings": "not sealed by us"}, 503),
    ],
)
def test_nobody_is_called_where_nobody_listens(at, fields, status):
    token = at.token
    Source.objects.update(**fields)

    answer = calls.take(token, called.call(called.body(1)))

    assert isinstance(answer, Refused)
    assert answer.status == status
    assert ServiceCall.objects.count() == 0


def test_a_flood_is_told_to_come_again(at, monkeypatch):
    monkeypatch.setattr(calls, "meter", Meter(most_calls=1))
    calls.take(at.token, called.call(called.body(1)))

    assert calls.take(at.token, called.call(called.body(2))) == calls.TOO_MANY_REQUESTS


def test_changed_settings_hold_at_once(at):
    calls.take(at.token, called.call(called.body(1)))
    Source.objects.update(settings=vault.seal({"secret": "new one"}))

    assert isinstance(calls.take(at.token, called.call(called.body(2))), Refused)
    assert calls.take(at.token, called.call(called.body(2), secret="new one")) is None


def test_an_unknown_event_is_kept_as_it_came(at):
    calls.take(at.token, called.call(b"[]"))

    calls.take_calls(NOW)

    assert (row().state, bytes(row().raw)) == ("unknown", b"[]")
    assert calls.take_calls(NOW + minutes(1)) == 0


def test_a_broken_call_is_kept_tried_again_and_stops_no_other(at):
    calls.take(at.token, called.call(b"{"))
    calls.take(at.token, called.call(called.body(1)))

    assert calls.take_calls(NOW) == 1

    broken = ServiceCall.objects.get(state="broken")
    assert (bytes(broken.raw), broken.attempts, broken.retry_at) == (b"{", 1, NOW + minutes(1))
    assert broken.error == "The call did not come in JSON."


def test_a_broken_call_is_left_to_a_person_after_five_attempts(at):
    calls.take(at.token, called.call(b"{"))
    for day in range(6):
        calls.take_calls(NOW + timedelta(days=day))

    assert (row().attempts, row().retry_at) == (5, None)
    assert [n.facts["code"] for n in Notice.objects.all()] == ["broken_call"]

    assert calls.read_again(at, now=NOW) == 1
    calls.take_calls(NOW)
    assert row().attempts == 1


def test_a_page_that_cannot_be_stored_is_tried_call_by_call(at, monkeypatch):
    calls.take(at.token, called.call(called.body(1)))
    calls.take(at.token, called.call(called.body(2)))
    store = calls.store

    def picky(source, batch, *, now):
        if any(one.external_id == "p2" for one in batch.mentions):
            raise IntegrityError("p2 is not welcome")
        return store(source, batch, now=now)

    monkeypatch.setattr(calls, "store", picky)

    assert calls.take_calls(NOW) == 1
    assert [(r.state, r.error) for r in ServiceCall.objects.order_by("pk")] == [
        ("read", ""),
        ("broken", "p2 is not welcome"),
    ]


@pytest.mark.parametrize(
    ("age", "stands"), [(calls.KEPT, True), (calls.KEPT + timedelta(seconds=1), False)]
)
def test_what_was_read_is_known_for_thirty_days(at, age, stands):
    calls.take(at.token, called.call(called.body(1)))
    calls.take_calls(NOW)

    calls.take_calls(NOW + age)

    assert ServiceCall.objects.exists() is stands


def test_secrets_of_calls_are_joined():
    joined = calls._joined([Batch(secrets={"a": "1"}), Batch(secrets={"a": "2", "b": "3"})])

    assert joined.secrets == {"a": "2", "b": "3"}


def test_calls_of_two_brands_are_each_their_own(at):
    other = called.source(people.brand("other"))
    for place in (at, other):
        calls.take(place.token, called.call(called.body(1)))

    assert calls.take_calls(NOW) == 2
    assert {m.brand_id for m in Mention.objects.all()} == {at.brand_id, other.brand_id}


def test_a_plea_to_be_forgotten_is_answered_and_stays_for_a_person():
    settings = vault.seal(meta_calls.APP | {"page": "2121008874780932"})
    page = people.source(people.brand(), "facebook_page", settings=settings)

    answer = calls.take(page.token, meta_calls.plea({"user_id": "1"}))
    calls.take_calls(NOW)

    assert isinstance(answer, Challenge)
    assert (row().state, bytes(row().raw)[:15]) == ("unknown", b"signed_request=")


def test_entry_that_a_hub_told_of_is_not_heard_again_from_the_page():
    source = people.source(people.brand(), "feed", settings=vault.seal(HOOK.settings))
    assert [calls.take(source.token, HOOK.call(POSTS)) for _ in range(2)] == [None, None]
    calls.take_calls(NOW)
    assert (row().state, Mention.objects.count()) == ("read", len(POSTS))

    page = httpx2.Response(200, content=web_stage.atom(POSTS))
    http = Http(transport=lambda *_: httpx2.MockTransport(lambda _: page))
    batch = CONNECTORS["feed"].build(HOOK.settings, http=http).hear("")

    assert (len(batch.mentions), store(source, batch, now=NOW)) == (len(POSTS), [])
