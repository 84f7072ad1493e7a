import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.platforms.app_store import parse_page
from amends.connectors.protocol import BrokenPage


OWN = Path(__file__).parents[1] / "app_store"


def page():
    return json.loads((OWN / "reviews.json").read_text("utf-8"))


def read(given=None):
    return parse_page(page() if given is None else given, str)


def test_review_becomes_a_mention():
    first = read().reviews[0]
    heard = first.heard

    assert heard.external_id == "00000074-9007199254740993"
    assert (heard.subject, heard.text) == ("الطلب ضاع", "دفعت ولا وصل شي، والدعم ما يرد")
    assert (heard.author_name, heard.author_id) == ("أبو فهد", heard.external_id)
    assert heard.data == {"rating": 1, "territory": "SAU"}
    assert heard.said_at == first.at == first.changed_at
    assert heard.said_at == datetime(2026, 11, 20, 19, tzinfo=UTC)


def test_answer_is_ours_and_says_whether_it_is_shown():
    answer = read().reviews[0].answer

    assert (answer.text, answer.is_ours) == ("نعتذر يا أبو فهد", True)
    assert answer.parents == ("00000074-9007199254740993",)
    assert answer.data == {"state": "pending_publish"}
    assert answer.said_at == datetime(2026, 11, 21, 8, tzinfo=UTC)


def test_nobody_said_something_without_a_title():
    second = read().reviews[1]

    assert (second.heard.author_id, second.heard.subject) == ("", "")
    assert (second.heard.data, second.answer) == ({"rating": 4}, None)


def test_next_page_is_followed_and_the_last_one_has_none():
    assert read().following == "https://api.appstoreconnect.apple.com/v1/x?cursor=B"
    assert parse_page({"data": []}, lambda given: given or "").following == ""


@pytest.mark.parametrize(
    "change",
    [
        {"data": [{"id": "1"}]},
        {"data": [{"id": "1", "attributes": {"createdDate": "once"}}]},
        {"data": [{"id": "1", "attributes": {}}]},
        {"data": 7},
        {"included": [{"type": "customerReviewResponses"}]},
        {"links": "x"},
    ],
)
def test_what_is_no_page_of_reviews_is_a_broken_one(change):
    with pytest.raises(BrokenPage):
        read(page() | change)


def test_answer_without_words_is_none():
    given = page()
    given["included"][0]["attributes"]["responseBody"] = ""

    assert read(given).reviews[0].answer is None
