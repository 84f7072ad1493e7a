"""A reply that rests, at a screen: its countdown runs, and a click calls it back."""

import pytest
from two_replies import TALK


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_countdown_runs_and_undo_calls_the_reply_back(desk_in):  # C-04
    desk, talk = desk_in("ar"), TALK["ar"]
    desk.hears(1, talk["posts"][0])
    desk.sign_in()
    desk.opens_case()
    desk.types(talk["replies"][0])
    desk.sends()

    shown = desk.page.wait_for_selector("[data-left] [data-shown]")
    before = shown.inner_text()
    desk.page.wait_for_function(
        "(was) => document.querySelector('[data-shown]').innerText !== was", arg=before
    )
    assert desk.sees("Cooling down")
    assert set(before) <= set("٠١٢٣٤٥٦٧٨٩:")

    desk.follows("form[action$='/undo/'] button")
    assert desk.sees("Called back. It does not go out.")
    desk.delivers()
    assert desk.said("public") == []
