from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook import vault
from amends.casebook.models import Delivery, Reply
from amends.connectors.live_chat import Settings
from amends.web.chat_mail import is_offered, mail_conversation
from amends.web.chatting import Visit


pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    """Return a visitor of a brand with a mailbox, whom Alice answered."""
    at = people.source(people.brand(), "live_chat")
    people.source(at.brand, "email", settings=vault.seal({"address": "care@shop.example"}))
    visit = Visit(at, Settings(), "visitor-a", is_known=True)
    by = people.author(at.brand)
    case = people.case(at.brand, at=at, by=by, language="en")
    people.mention(
        at,
        "My lamp <broke>",
        by=by,
        case=case,
        thread=visit.thread,
        said_at=NOW - timedelta(minutes=1),
    )
    said = {"case": case, "source": at, "visibility": "private", "text": "A new one is coming."}
    reply = Reply.objects.create(user=case.owner, written_at=NOW, **said)
    Delivery.objects.create(
        reply=reply, thread=visit.thread, state="sent", not_before=NOW, sent_at=NOW, **said
    )
    return visit


def test_conversation_is_written_as_it_was_said(visit):
    assert is_offered(visit)

    assert mail_conversation(visit, "noura@example.com", NOW)

    text = Delivery.objects.get(message="notice").text
    assert text.index("My lamp <broke>") < text.index("Alice · ")
    assert text.endswith("A new one is coming.")
    assert not is_offered(visit)


@pytest.mark.parametrize(
    "to", ["", "no address", "a@b.example, c@d.example", "x" * 250 + "@b.example"]
)
def test_conversation_goes_to_one_address(visit, to):
    assert mail_conversation(visit, to, NOW) is False
    assert not Delivery.objects.filter(message="notice").exists()


def test_a_new_visitor_is_offered_nothing(visit, django_assert_num_queries):
    new = Visit(visit.source, Settings(), "visitor-a")

    with django_assert_num_queries(0):
        assert not is_offered(new)
