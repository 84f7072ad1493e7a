"""PRODUCT's first story at a screen: two public replies, then only the private door."""

import pytest
from two_replies import TALK


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", TALK)
def test_two_public_replies_then_the_private_door(desk_in, language):  # S4c-01, S4c-04
    desk, talk = desk_in(language), TALK[language]
    desk.speaks(language)
    desk.hears(1, talk["posts"][0])
    desk.sign_in()
    assert desk.page.get_attribute("html", "dir") == ("ltr" if language == "en" else "rtl")

    desk.opens_case()
    assert_blocked_while_typing(desk, talk["asks_phone"])
    reply_in_public(desk, talk["replies"][0])
    desk.hears(2, talk["posts"][1])
    desk.opens_case()
    reply_in_public(desk, talk["replies"][1])
    desk.hears(3, talk["posts"][2])
    assert_third_is_refused(desk, talk["replies"][2])
    assert desk.said("public") == list(talk["replies"][:2])

    desk.opens_case("private")
    desk.types(talk["replies"][2])
    desk.sends()
    desk.delivers()
    assert desk.said("private") == [talk["replies"][2]]
    assert_not_unanswered(desk)
    desk.hears(4, talk["answer"], thread="dm", visibility="private")
    desk.opens_case()
    assert talk["answer"] in desk.page.inner_text("#thread")


def assert_blocked_while_typing(desk, draft):
    """Asking for a telephone number in public is found as it is typed, and does not leave."""
    desk.types(draft)
    assert desk.sees("Cannot be sent")
    desk.sends()
    assert desk.page.input_value("#draft") == draft
    assert desk.page.inner_text("#composer .notice-error").strip()
    assert desk.deliveries() == 0


def reply_in_public(desk, text):
    before = desk.deliveries()
    desk.types(text)
    assert not desk.sees("Cannot be sent")
    desk.sends()
    assert desk.sees("Your reply is on its way.")
    assert desk.deliveries() == before + 1
    desk.delivers()
    desk.page.reload()
    assert text in desk.page.inner_text("#thread")


def assert_third_is_refused(desk, text):
    desk.opens_case("public")
    desk.types(text)
    assert desk.sees("Cannot be sent")
    desk.sends()
    assert "S4c-01" in desk.page.inner_text("#composer .notice-error")
    assert desk.page.input_value("#draft") == text
    assert desk.page.is_visible("#composer .to-private")
    assert desk.deliveries() == 2


def assert_not_unanswered(desk):
    desk.page.goto(f"{desk.url}/")
    assert desk.sees("Nobody waits for a first reply.")
    assert not desk.sees("In our hands")
    assert not desk.case().waits_for_us


@pytest.mark.parametrize("language", TALK)
def test_reply_goes_out_without_javascript(desk_in, language):
    desk, talk = desk_in(language, java_script_enabled=False), TALK[language]
    desk.speaks(language)
    desk.hears(1, talk["posts"][0])
    desk.sign_in()

    desk.opens_case()
    desk.page.fill("#draft", talk["asks_phone"])
    desk.follows("button[value=check]")
    assert desk.page.is_visible(".finding-block")
    desk.page.fill("#draft", talk["replies"][0])
    desk.follows("button[value=check]")
    assert desk.page.query_selector(".finding-block") is None
    desk.sends()
    assert desk.sees("Your reply is on its way.")
    desk.delivers()

    assert desk.said("public") == [talk["replies"][0]]
