"""Whether a text is about us, answered without a mouse: y, n, and u to take it back."""

import desk_rows
import pytest

from amends.casebook.models import Hit, Source


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_questions_are_answered_by_keys(desk_in):
    desk = desk_in("fa")
    with desk.turn:
        at = Source.objects.filter(brand=desk.brand).first()
        first, second = desk_rows.hit(at), desk_rows.hit(at)
    desk.sign_in()
    desk.page.goto(f"{desk.url}/maybe/")

    def state_of(hit):
        with desk.turn:
            return Hit.objects.get(pk=hit.pk).state

    def presses(*keys):
        with desk.page.expect_navigation():
            for key in keys:
                desk.page.keyboard.press(key)

    presses("j", "j", "n")
    assert (state_of(first), state_of(second)) == ("no", "maybe")
    presses("u")
    assert state_of(first) == "maybe"
    presses("y")
    assert state_of(second) == "yes"
    assert desk.sees("About us.")
