from datetime import timedelta

import desk_rows
import people
import pytest
from connectors import meta_calls
from django.utils import timezone

from amends.casebook import vault
from amends.casebook.models import Author, Case, Delivery


pytestmark = pytest.mark.django_db


def address(case):
    return f"/cases/rabwa/{case.number}/"


def spend_the_public(case, at, given=2):
    """Put as many public replies into the thread, and a private door beside it."""
    people.source(at.brand, "fake_private")
    for number in range(given):
        Delivery.objects.create(
            case=case, source=at, author=case.author, thread=case.mentions.first().external_id,
            visibility="public", counts=True, state="sent", text=f"reply {number}",
            not_before=timezone.now(),
        )  # fmt: skip
    Author.objects.update(platform="fake")
    Case.objects.update(is_public_exhausted=given >= 2)


def test_composer_stands_at_the_private_door_when_the_public_is_spent(desk, case, at):  # S4c-02
    spend_the_public(case, at)

    by_itself = desk.get(address(case)).content.decode()
    asked_for = desk.get(address(case), {"to": "public"}).content.decode()

    assert 'name="to" value="private"' in by_itself
    assert "All 2 public replies to this person in this thread are given" in by_itself
    assert 'name="to" value="public"' in asked_for
    assert "so this one goes in private" not in asked_for


def test_composer_stands_in_public_while_one_reply_is_left(desk, case, at):  # S4d-13
    spend_the_public(case, at, given=1)

    page = desk.get(address(case)).content.decode()

    assert 'name="to" value="public"' in page
    assert "so this one goes in private" not in page


def test_composer_says_until_when_a_comment_opens_the_private_door(desk, at):
    settings = vault.seal(meta_calls.APP | {"page": "2121008874780932"})
    case = desk_rows.complaint(people.source(at.brand, "facebook_page", settings=settings))
    said_at = timezone.now() - timedelta(hours=4, minutes=1)
    case.mentions.update(said_at=said_at, data={"window_hours": 168})

    private = desk.get(address(case), {"to": "private"}).content.decode()
    public = desk.get(address(case), {"to": "public"}).content.decode()

    assert "can be answered for 164 more hours" in private
    assert "can be answered for" not in public
