"""X lets us answer only who called us: one answer leaves by API, the other by a person's hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import people
import pytest
from connectors.x_server import FIRST, Server, post

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Case, Delivery, Source
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import service as listen
from amends.rooms.respond import deliver, route
from amends.rooms.respond import service as respond


pytestmark = pytest.mark.django_db

COMPLAINT = "@rabwa وصلتني ماكينة القهوة مكسورة وخدمتكم سيئة جدا!"
ANSWER = (
    "شكرًا لأنك أخبرتنا. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
    "نرسل لك ماكينة جديدة، ونكتب لك على الخاص برقم الشحنة اليوم قبل الساعة 11 مساءً."
)


@pytest.fixture
def at_x(monkeypatch):
    """Return a server of X to which the desk's own connector speaks, and a brand listening there."""
    server = Server()
    kind = CONNECTORS["x"]

    def connector(settings, **_parts):
        return kind.connector(settings, server.account()._http)

    monkeypatch.setitem(CONNECTORS, "x", replace(kind, connector=connector))
    brand = people.brand()
    settings = {"account": "@rabwa", "access_token": "t", "first_days": "0", "watch_days": "0"}
    people.source(brand, "x", settings=vault.seal(settings))
    return server, brand


def answered(server, brand, said):
    """Let one post be heard and answered; return the delivery, and the link offered for it."""
    server.mentions.append(said)
    now = datetime.now(UTC)
    listen.hear_now(Source.objects.get(), now=now)
    pipeline.settle(now)
    case = Case.objects.get()
    review = respond.review_draft(case, ANSWER, user=brand.owner, visibility="public", now=now)
    warned = {one.code: "قرأناه معًا" for one in review.findings if one.level == "warn"}
    respond.send_reply(
        case, ANSWER, user=brand.owner, visibility="public", now=now, reasons=warned
    )
    deliver.deliver(now + timedelta(minutes=16))
    way = route.route(case, "public", policy_of(brand))
    return Delivery.objects.get(message="reply"), way.link(ANSWER)


def test_who_named_us_is_answered_by_api(at_x):
    delivery, _ = answered(*at_x, post(1, COMPLAINT))

    assert (delivery.state, delivery.external_id) == ("sent", "99")
    assert at_x[0].asked[-1].url.path == "/2/tweets"


def test_who_did_not_call_us_is_answered_by_hand_with_the_words_written_in(at_x):
    said = post(1, COMPLAINT, entities={}, in_reply_to_user_id="7")

    delivery, link = answered(*at_x, said)

    asked = parse_qs(urlsplit(link).query)
    assert delivery.state == "link"
    assert (asked["in_reply_to"], asked["text"]) == ([str(FIRST + 1)], [ANSWER])
    assert not any(one.method == "POST" for one in at_x[0].asked)
