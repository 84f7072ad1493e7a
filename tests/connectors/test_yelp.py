import json
import os
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from connectors.review_stage import wire

from amends.connectors.kinds import post_link
from amends.connectors.protocol import BrokenPage, Busy
from amends.connectors.registry import CONNECTORS
from amends.connectors.yelp import CAPABILITY, Settings, Yelp, parse_page


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/yelp-samples/reviews_response.json"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def review(**change):
    told = {
        "id": "gR9D_9007199254740993",
        "url": "https://www.yelp.com/biz/nakheel?hrid=gR9D",
        "text": "The cake came broken and nobody...",
        "rating": 1,
        "time_created": "2026-11-20 19:32:11",
        "user": {"id": "u1", "name": "Noura A."},
    }
    return told | change


def read(*reviews):
    return parse_page({"total": 9, "reviews": list(reviews)}, NOW)


@pytest.mark.parametrize(
    ("written", "hour"), [("2026-11-20 19:32:11", 3), ("2026-07-20 19:32:11", 2)]
)
def test_review_becomes_a_mention_by_yelps_own_clock(written, hour):
    (heard,) = read(review(time_created=written))

    assert (heard.external_id, heard.text[:8]) == ("gR9D_9007199254740993", "The cake")
    assert (heard.author_id, heard.author_name) == ("u1", "Noura A.")
    assert (heard.data, heard.thread) == ({"rating": 1}, heard.external_id)
    assert (heard.said_at.day, heard.said_at.hour, heard.said_at.tzinfo) == (21, hour, UTC)


def test_no_review_lies_in_the_time_to_come():
    late = review(id="2", time_created="2027-01-01 00:00:00")
    nameless = review(id="3", time_created=None, user=None)

    heard = read(late, nameless)

    assert [one.said_at for one in heard] == [NOW, NOW]
    assert heard[1].author_name == ""


def test_review_is_told_once():
    http, _ = wire(lambda _: {"reviews": [review()]})
    business = Yelp(Settings(business="x", api_key="k"), http, lambda: NOW)

    first = business.hear("")

    assert len(first.mentions) == 1
    assert business.hear(first.cursor).mentions == ()


@pytest.mark.parametrize("wrong", [[], {"reviews": {}}, {"reviews": [{}]}, {"reviews": [{"id": 1, "user": "x"}]}])  # fmt: skip
def test_what_is_no_page_of_reviews_is_a_broken_one(wrong):
    with pytest.raises(BrokenPage):
        parse_page(wrong, NOW)


def test_question_names_business_and_language():
    http, asked = wire(lambda _: {"reviews": []})

    Yelp(Settings(business="a/b", api_key="k", locale="ar_EG"), http, lambda: NOW).hear("")

    (request,) = asked
    assert request.url.raw_path.startswith(b"/v3/businesses/a%2Fb/reviews?")
    assert request.headers["authorization"] == "Bearer k"
    assert request.url.params["locale"] == "ar_EG"


def test_budget_that_is_used_up_waits_as_long_as_yelp_says():
    reset = {"RateLimit-ResetTime": "2999-01-01T00:00:00+00:00"}
    http, _ = wire(lambda _: httpx2.Response(429, json={}, headers=reset))

    with pytest.raises(Busy) as busy:
        Yelp(Settings(business="x", api_key="k"), http, lambda: NOW).hear("")

    assert busy.value.retry_after_s == 24 * 3600


def test_nothing_is_kept_or_asked_for_and_a_person_answers():
    """C-02: Yelp forbids to ask for reviews."""
    assert (CAPABILITY.may_store, CAPABILITY.may_invite_update) == (False, False)
    assert (
        post_link(CONNECTORS["yelp"], "1", "https://x.example", "hi") == "https://biz.yelp.com/"
    )


@pytest.mark.skipif(not REAL.exists(), reason="the sample of Yelp's answer is not here")
def test_sample_of_the_documentation_is_read():
    (heard,) = parse_page(json.loads(REAL.read_text("utf-8")), NOW)

    assert (heard.external_id, heard.data["rating"]) == ("gR9DTbKCON2g1Z23bWcEpQ", 4)
    assert heard.said_at == datetime(2026, 4, 19, 2, 32, 11, tzinfo=UTC)
