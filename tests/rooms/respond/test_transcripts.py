from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook import vault
from amends.casebook.models import Delivery, Reply
from amends.rooms.respond.limits import LIMITS
from amends.rooms.respond.transcripts import mail_transcript, mailbox_for


THREAD = "chat:visitor-a"
TO = "noura@example.com"


@pytest.fixture
def box(shop):
    return people.source(
        shop.brand, "email", settings=vault.seal({"address": "care@shop.example"})
    )


@pytest.fixture
def chat(shop):
    return people.source(shop.brand, "live_chat")


@pytest.fixture
def case(shop, chat):
    """Return the case of a chat in which Bob has answered."""
    case = people.case(shop.brand, at=chat, by=shop.noura, owner=shop.bob, language="en")
    answer(case, chat)
    return case


def answer(case, chat, thread=THREAD, state="sent"):
    said = {"case": case, "source": chat, "visibility": "private", "text": "We look into it."}
    reply = Reply.objects.create(user=case.owner, written_at=NOW, **said)
    Delivery.objects.create(
        reply=reply, thread=thread, state=state, not_before=NOW, sent_at=NOW, **said
    )


def send(case, chat, thread=THREAD, to=TO, now=NOW):
    return mail_transcript(case, chat, thread, to=to, said="You · noon\nMy lamp broke", now=now)


def test_conversation_goes_out_once_by_the_brands_mailbox(case, chat, box):
    assert [send(case, chat), send(case, chat)] == [True, False]

    mail = Delivery.objects.get(message="notice")
    assert (mail.source, mail.to, mail.visibility, mail.state) == (box, TO, "private", "ready")
    assert mail.text.endswith("Rabwa\n\nYou · noon\nMy lamp broke")
    assert "automatic" in mail.text
    assert mail.key.endswith("@shop.example>")
    assert mailbox_for(case, chat, THREAD) is None


def test_without_a_mailbox_that_is_on_nothing_is_offered(case, chat):
    assert mailbox_for(case, chat, THREAD) is None
    people.source(case.brand, "email", is_enabled=False)

    assert send(case, chat) is False


@pytest.mark.parametrize(("state", "is_offered"), [("sent", True), ("ready", False)])
def test_a_person_has_answered_first(shop, chat, box, state, is_offered):
    case = people.case(shop.brand, at=chat, by=shop.noura)
    answer(case, chat, state=state)

    assert (mailbox_for(case, chat, THREAD) is not None) is is_offered
    assert mailbox_for(case, chat, "chat:visitor-b") is None


@pytest.mark.parametrize(("hours", "goes"), [(23.9, False), (24, True)])
def test_one_address_gets_few_a_day(case, chat, box, hours, goes):
    for number in range(LIMITS.per_author_and_day):
        answer(case, chat, f"t{number}")
        assert send(case, chat, f"t{number}")

    assert send(case, chat, now=NOW + timedelta(hours=hours)) is goes
