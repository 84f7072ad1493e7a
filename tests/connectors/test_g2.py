from datetime import UTC, datetime

import pytest
from connectors.review_stage import wire

from amends.connectors.g2 import CAPABILITY, G2, Settings, parse_page
from amends.connectors.protocol import BrokenPage, Visibility


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def review(key="9007199254740993", **change):
    told = {
        "title": "Slow support",
        "star_rating": 2.5,
        "comment_answers": {"love": {"value": "the charts"}, "hate": "no answer for days"},
        "submitted_at": "2026-11-20T09:00:00Z",
        "updated_at": "2026-11-21T09:00:00Z",
        "is_public": True,
        "slug": "nakheel-desk",
    }
    return {"id": key, "type": "survey_responses", "attributes": told | change}


def read(**change):
    return parse_page({"data": [review(**change)]}, lambda given: given or "").reviews[0]


def product(answer, **more):
    http, asked = wire(answer)
    return G2(Settings(product_id="p1", api_key="k", **more), http, lambda: NOW), asked


def test_review_becomes_a_mention():
    found = read()
    heard = found.heard

    assert (heard.external_id, heard.subject) == ("9007199254740993", "Slow support")
    assert heard.text == "the charts\n\nno answer for days"
    assert (heard.data, heard.visibility) == ({"rating": 2}, Visibility.PUBLIC)
    assert heard.url == "https://www.g2.com/products/nakheel-desk/reviews"
    assert (heard.said_at.day, found.at.day, found.changed_at.day) == (20, 21, 21)


def test_review_that_is_not_shown_is_for_us_alone():
    assert read(is_public=False).heard.visibility is Visibility.PRIVATE


def test_what_is_missing_is_empty():
    found = read(comment_answers=None, title=None, slug=None, updated_at=None)

    assert (found.heard.text, found.heard.subject, found.heard.url) == ("", "", "")
    assert found.changed_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"data": {}},
        {"data": [{"id": "1"}]},
        {"data": [review(submitted_at="once")]},
        {"data": [review(comment_answers=[])], "links": "x"},
    ],
)
def test_what_is_no_page_of_reviews_is_a_broken_one(wrong):
    with pytest.raises(BrokenPage):
        parse_page(wrong, str)


@pytest.mark.parametrize(("days", "after"), [(0, None), (30, "2026-10-24T09:00:00+00:00")])
def test_question_names_the_product_and_what_is_wanted(days, after):
    channel, asked = product(lambda _: {"data": []}, first_days=days)

    channel.hear("")

    (request,) = asked
    assert request.headers["authorization"] == "Token token=k"
    assert request.url.params["filter[product_id]"] == "p1"
    assert request.url.params.get("filter[updated_at_gt]") == after


def test_next_page_is_asked_at_g2_alone():
    here = {"data": [review()], "links": {"next": "https://evil.example/x"}}
    channel, asked = product(lambda _: here)

    with pytest.raises(BrokenPage):
        channel.hear("")

    assert len(asked) == 1


def test_nobody_is_invited_to_change_a_review():
    """C-02: what G2 says of it is not known."""
    assert CAPABILITY.may_invite_update is False
