"""A review on Google: heard with its star, answered below it, changed by its author, taken away."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import people
import pytest
from connectors.review_stage import wire

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Case, Delivery, Mention, Source
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import service as listen
from amends.rooms.respond import deliver
from amends.rooms.respond import service as respond


pytestmark = pytest.mark.django_db

NAME = "accounts/1/locations/2/reviews/A"
ANSWER = (
    "شكرًا لأنك أخبرتنا. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
    "نرسل لك ماكينة جديدة اليوم قبل الساعة 11 مساءً."
)


class Place:
    """One place on Google's map with its reviews, by their names."""

    def __init__(self):
        self.reviews = {}

    def __call__(self, request):
        name = request.url.path.removeprefix("/v4/")
        if request.method == "PUT":
            told = json.loads(request.read()) | {"updateTime": datetime.now(UTC).isoformat()}
            self.reviews[name.removesuffix("/reply")]["reviewReply"] = told
            return told
        if name.endswith("/reviews"):
            return {"reviews": list(self.reviews.values())}
        return self.reviews.get(name) or httpx2.Response(404, json={})


@pytest.fixture
def place(monkeypatch):
    """Return a place to which the desk's own connector speaks, and a brand listening there."""
    place, kind = Place(), CONNECTORS["google_business"]

    def connector(settings, **_parts):
        return kind.connector(settings, wire(place)[0])

    monkeypatch.setitem(CONNECTORS, kind.name, replace(kind, connector=connector))
    brand = people.brand()
    given = {"client_id": "c", "client_secret": "s", "refresh_token": "r", "account": "1"}
    settings = vault.seal(given | {"locations": ["2"]})
    people.source(brand, kind.name, settings=settings)
    return place, brand


def hear(now):
    listen.hear_now(Source.objects.get(), now=now)
    pipeline.settle(now)


def answer(case, by, now):
    review = respond.review_draft(case, ANSWER, user=by, visibility="public", now=now)
    warned = {one.code: "قرأناه معًا" for one in review.findings if one.level == "warn"}
    respond.send_reply(case, ANSWER, user=by, visibility="public", now=now, reasons=warned)
    deliver.deliver(now + timedelta(minutes=16))


def test_review_is_answered_changed_and_taken_away(place):
    google, brand = place
    now = datetime.now(UTC)
    google.reviews[NAME] = {
        "name": NAME,
        "reviewer": {"displayName": "نورة"},
        "starRating": "ONE",
        "comment": "وصلتني ماكينة القهوة مكسورة وخدمتكم سيئة جدا!",
        "createTime": (now - timedelta(minutes=5)).isoformat(),
    }

    hear(now)
    answer(Case.objects.get(), brand.owner, now)
    hear(now + timedelta(minutes=20))

    ours, theirs = Mention.objects.order_by("-is_ours")
    assert Delivery.objects.get(message="reply").external_id == ours.external_id
    assert (ours.is_ours, ours.text, ours.parents) == (True, ANSWER, [NAME])
    assert (theirs.data["rating"], theirs.edited_at) == (1, None)

    later = now + timedelta(days=1)
    changed = {"starRating": "FIVE", "comment": "وصلت ماكينة جديدة، شكرًا لكم"}
    google.reviews[NAME] |= changed | {"updateTime": later.isoformat()}
    hear(later)

    theirs.refresh_from_db()
    assert (theirs.data["rating"], theirs.text) == (5, changed["comment"])
    assert theirs.edited_at == later
    assert Case.objects.count() == 1

    google.reviews.clear()
    hear(later + timedelta(hours=1))

    theirs.refresh_from_db()
    assert (theirs.text, theirs.deleted_at is None) == ("", False)
