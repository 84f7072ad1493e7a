import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from connectors.review_stage import wire

from amends.connectors.app_store_feed import AppStoreFeed, Settings, parse_page
from amends.connectors.protocol import BrokenPage
from amends.connectors.source_settings import SettingsError


OWN = Path(__file__).parent / "app_store_feed"
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/appstore-rss/single_entry_is_object.json"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def page():
    return json.loads((OWN / "reviews.json").read_text("utf-8"))


def read(given, number=1):
    return parse_page(given, "sa", number, NOW)


def entry(key, text="x", **more):
    return {
        "id": {"label": key},
        "im:rating": {"label": "2"},
        "content": {"label": text},
    } | more


def app(pages, **more):
    """Return an app whose pages are lists of entries by country and number."""

    def answer(request):
        country = request.url.path.split("/")[1]
        number = int(request.url.path.partition("page=")[2].partition("/")[0])
        found = pages.get((country, number), [])
        return {"feed": {"entry": found} if found else {}}

    http, asked = wire(answer)
    settings = Settings(**{"app_id": "7", "countries": ("sa",), "first_days": 0} | more)
    return AppStoreFeed(settings, http, lambda: NOW), asked


def hear_all(channel, cursor=""):
    heard = []
    while True:
        batch = channel.hear(cursor)
        heard += [one.external_id for one in batch.mentions]
        cursor = batch.cursor
        if not batch.more:
            return heard, cursor


def test_review_becomes_a_mention():
    (first, _) = read(page()).reviews
    heard = first.heard

    assert heard.external_id == "9007199254740993"
    assert (heard.subject, heard.text) == ("بد", "برنامه هر بار بسته می‌شود")
    assert (heard.author_name, heard.author_id) == ("مینا", "483654179")
    assert heard.data == {"rating": 1, "territory": "sa", "app_version": "3.2.1"}
    assert heard.url == "https://itunes.apple.com/sa/review?id=7&type=Purple%20Software"
    assert heard.said_at == datetime(2026, 11, 20, 19, tzinfo=UTC)


def test_review_without_a_date_counts_as_said_now():
    second = read(page()).reviews[1]

    assert (second.heard.said_at, second.changed_at) == (NOW, None)
    assert (second.heard.author_id, second.heard.url) == ("", "")


def test_date_to_come_is_now():
    later = {"updated": {"label": (NOW + timedelta(days=1)).isoformat()}}

    assert read({"feed": {"entry": entry("1", **later)}}).reviews[0].heard.said_at == NOW


@pytest.mark.parametrize(
    ("feed", "ids"),
    [
        ({"entry": [entry("1"), entry("2")]}, ["1", "2"]),
        ({"entry": entry("1")}, ["1"]),
        ({}, []),
        ({"entry": [{"id": {"label": "app"}}, entry("1")]}, ["1"]),
    ],
)
def test_one_review_many_and_none_are_told_in_three_shapes(feed, ids):
    assert [one.heard.external_id for one in read({"feed": feed}).reviews] == ids


@pytest.mark.parametrize(("number", "following"), [(1, "2"), (9, "10"), (10, "")])
def test_ten_pages_are_all_there_are(number, following):
    assert read({"feed": {"entry": entry("1")}}, number).following == following


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        {"feed": None},
        {"feed": {"entry": 7}},
        {"feed": {"entry": [7]}},
        {"feed": {"entry": entry("")}},
        {"feed": {"entry": entry("1", author="x")}},
        {"feed": {"entry": entry("1", link=["x"])}},
    ],
)
def test_what_is_no_feed_of_reviews_is_a_broken_page(wrong):
    with pytest.raises(BrokenPage):
        read(wrong)


def test_countries_are_heard_one_after_the_other():
    pages = {("sa", 1): [entry("1")], ("ae", 1): [entry("2")]}
    channel, asked = app(pages, countries=("SA", "ae"))

    assert hear_all(channel)[0] == ["1", "2"]
    assert asked[0].url.path == "/sa/rss/customerreviews/page=1/id=7/sortby=mostrecent/json"


def test_page_that_comes_empty_deletes_nothing_and_is_made_up_for():
    pages = {("sa", 1): [entry("1"), entry("2")]}
    channel, _ = app(pages)
    cursor = hear_all(channel)[1]
    full = pages.pop(("sa", 1))

    batch = channel.hear(cursor)
    pages["sa", 1] = [entry("3"), *full]

    assert (batch.mentions, batch.deletions) == ((), ())
    assert hear_all(channel, batch.cursor)[0] == ["3"]


def test_changed_words_are_an_edit():
    pages = {("sa", 1): [entry("1")]}
    channel, _ = app(pages)
    cursor = hear_all(channel)[1]
    pages["sa", 1] = [entry("1", "mended")]

    assert [(one.text, one.edited_at) for one in channel.hear(cursor).edits] == [
        ("mended", NOW)
    ]


def test_country_that_apple_does_not_know_is_told():
    http, _ = wire(lambda _: httpx2.Response(400, text="no"))
    channel = AppStoreFeed(Settings(app_id="7", countries=("xx",)), http, lambda: NOW)

    with pytest.raises(BrokenPage, match="xx"):
        channel.hear("")


@pytest.mark.parametrize(
    "wrong", [{"app_id": "x"}, {"countries": ("SAU",)}, {"countries": ("1a",)}]
)
def test_settings_that_cannot_be_are_named(wrong):
    with pytest.raises(SettingsError) as refusal:
        app({}, **wrong)

    assert list(refusal.value.problem_by_setting) == list(wrong)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answer of Apple is not here")
def test_real_answer_with_one_review_is_read():
    (review,) = read(json.loads(REAL.read_text("utf-8"))).reviews
    heard = review.heard

    assert (heard.external_id, heard.author_id) == ("7175647643", "483654179")
    assert (heard.data["rating"], heard.data["app_version"]) == (2, "8.0.9")
    assert all((heard.text, heard.subject, heard.url))
