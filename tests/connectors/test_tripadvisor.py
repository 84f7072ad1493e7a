import httpx2
import pytest
from connectors.review_stage import wire

from amends.connectors.kinds import post_link
from amends.connectors.protocol import BrokenPage, Unreachable
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError
from amends.connectors.tripadvisor import CAPABILITY, Settings, TripAdvisor, parse_page


def review(key=9007199254740993, **change):
    told = {
        "id": key,
        "lang": "ar",
        "published_date": "2026-11-20T09:00:00Z",
        "rating": 2,
        "url": "https://www.tripadvisor.com/ShowUserReviews-g1-d7-r9.html",
        "text": "الخدمة بطيئة",
        "title": "انتظرنا ساعة",
        "is_machine_translated": False,
        "user": {"username": "noura_a"},
        "owner_response": {
            "id": 1,
            "text": "نعتذر",
            "published_date": "2026-11-21T09:00:00Z",
        },
    }
    return told | change


def place(answer, **more):
    http, asked = wire(answer)
    settings = Settings(**{"location_id": "7", "api_key": "hush"} | more)
    return TripAdvisor(settings, http), asked


def test_review_and_the_answer_below_it_are_heard():
    heard, answer = parse_page({"data": [review()]})

    assert heard.external_id == "9007199254740993"
    assert (heard.subject, heard.text) == ("انتظرنا ساعة", "الخدمة بطيئة")
    assert (heard.author_name, heard.data) == ("noura_a", {"rating": 2})
    assert (answer.text, answer.is_ours, answer.parents) == (
        "نعتذر",
        True,
        ("9007199254740993",),
    )
    assert (heard.said_at.day, answer.said_at.day) == (20, 21)


def test_nobody_said_something_without_an_answer():
    (heard,) = parse_page({"data": [review(user=None, owner_response=None, title=None)]})

    assert (heard.author_id, heard.subject) == ("", "")


@pytest.mark.parametrize(
    "wrong", [[], {"data": {}}, {"data": [{}]}, {"data": [review(published_date="once")]}]
)
def test_what_is_no_page_of_reviews_is_a_broken_one(wrong):
    with pytest.raises(BrokenPage):
        list(parse_page(wrong))


def test_each_language_is_asked_for_and_what_a_machine_wrote_is_left_out():
    pages = {
        "en": [review(1), review(2, is_machine_translated=True)],
        "ar": [review(2, published_date="2026-11-19T09:00:00Z", text="بالعربية"), review(1)],
    }
    channel, asked = place(lambda request: {"data": pages[request.url.params["language"]]})

    heard = [one for one in channel.hear("").mentions if not one.is_ours]

    assert [(one.external_id, one.text) for one in heard] == [
        ("2", "بالعربية"),
        ("1", "الخدمة بطيئة"),
    ]
    assert [request.url.path for request in asked] == ["/api/v1/location/7/reviews"] * 2
    assert asked[0].url.params["key"] == "hush"
    assert "referer" not in asked[0].headers


def test_key_tied_to_an_address_shows_it():
    channel, asked = place(lambda _: {"data": []}, referer="https://shop.example")

    channel.hear("")

    assert asked[0].headers["referer"] == "https://shop.example"


@pytest.mark.parametrize("told", [httpx2.Response(500), httpx2.Response(200, text="<html>")])
def test_key_is_in_no_sentence_about_trouble(told):
    channel, _ = place(lambda _: told)

    with pytest.raises((Unreachable, BrokenPage)) as trouble:
        channel.hear("")

    assert "hush" not in str(trouble.value)


def test_nothing_is_kept_and_a_person_answers():
    assert (CAPABILITY.may_store, CAPABILITY.may_invite_update) == (False, False)
    link = post_link(CONNECTORS["tripadvisor"], "1", "https://x.example", "hi")
    assert link == "https://www.tripadvisor.com/ManagementCenter"


def test_number_of_the_place_is_digits():
    with pytest.raises(SettingsError):
        place(None, location_id="d7")
