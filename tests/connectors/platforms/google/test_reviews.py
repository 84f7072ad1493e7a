import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.platforms.google.reviews import own_words, parse_page
from amends.connectors.protocol import BrokenPage, Visibility


OWN = Path(__file__).parents[2] / "google_business"


def page(**change):
    read = json.loads((OWN / "reviews.json").read_text("utf-8"))
    return read | {"reviews": [one | change for one in read["reviews"]]}


def test_review_becomes_a_mention():
    first = parse_page(page()).reviews[0]
    heard = first.heard

    assert heard.external_id == "accounts/1/locations/2/reviews/AbFv-9007199254740993"
    assert heard.text == "الكيكة وصلت مكسورة والمحل ما يرد"
    assert heard.full_text.startswith("(Translated by Google)")
    assert (heard.author_name, heard.author_id) == ("نورة الشهري", heard.external_id)
    assert (heard.visibility, heard.data) == (Visibility.PUBLIC, {"rating": 1})
    assert heard.said_at == datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=UTC)
    assert first.changed_at == first.at == datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def test_answer_is_ours_and_says_what_became_of_it():
    answer = parse_page(page()).reviews[0].answer

    assert (answer.text, answer.is_ours) == ("نعتذر منك يا نورة", True)
    assert answer.parents == ("accounts/1/locations/2/reviews/AbFv-9007199254740993",)
    assert answer.data == {"state": "pending"}
    assert answer.said_at == datetime(2026, 11, 21, 11, tzinfo=UTC)


def test_stars_alone_from_nobody_are_a_review():
    second = parse_page(page()).reviews[1]

    assert (second.heard.text, second.heard.data) == ("", {"rating": 2})
    assert (second.heard.author_id, second.heard.author_name) == ("", "")
    assert (second.changed_at, second.answer) == (None, None)


def test_words_without_stars_are_a_review():
    third = parse_page(page()).reviews[2].heard

    assert (third.text, third.data, third.full_text) == ("نمی\u200cخواهم دوباره بیایم", {}, "")


def test_pages_follow_each_other_to_an_empty_one():
    assert parse_page(page()).following == "next"
    assert parse_page({}) == parse_page({"reviews": []})
    assert parse_page({}).reviews == []


@pytest.mark.parametrize(
    "change",
    [{"createTime": "once"}, {"createTime": None}, {"name": None, "createTime": 7}, {"reviewer": 7}],
)  # fmt: skip
def test_what_is_no_review_is_a_broken_page(change):
    with pytest.raises(BrokenPage):
        parse_page(page(**change))


@pytest.mark.parametrize("wrong", [[], "x", {"reviews": [7]}, {"reviews": {}}])
def test_what_is_no_page_is_a_broken_one(wrong):
    with pytest.raises(BrokenPage):
        parse_page(wrong)


def test_answer_without_words_is_none():
    assert parse_page(page(reviewReply={"comment": ""})).reviews[0].answer is None
    (answer,) = {parse_page(page(reviewReply={"comment": "x"})).reviews[2].answer.said_at}
    assert answer == datetime(2026, 11, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("comment", "own"),
    [
        ("plain", "plain"),
        ("(Translated by Google) a\n\n(Original)\nب", "ب"),
        ("he said (Original) twice", "he said (Original) twice"),
        ("(Translated by Google) only", "(Translated by Google) only"),
    ],
)
def test_own_words_are_kept_where_google_translated_them(comment, own):
    assert own_words(comment) == own
