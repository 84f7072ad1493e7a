from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Delivery
from amends.connectors.live_chat import Settings
from amends.web.chatting import Visit, turns_of


pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    at = people.source(people.brand(), "live_chat")
    return Visit(at, Settings(), "visitor-a", is_known=True)


def test_a_conversation_stands_in_order_and_holds_no_other(visit):
    at, by = visit.source, people.author(visit.source.brand)
    said = {"by": by, "visibility": "private"}
    people.mention(at, "second", thread=visit.thread, said_at=NOW, **said)
    people.mention(at, "first", thread=visit.thread, said_at=NOW - timedelta(hours=1), **said)
    people.mention(at, "not his", thread="chat:visitor-b", **said)
    people.mention(at, "taken back", thread=visit.thread, deleted_at=NOW, **said)
    case = people.case(at.brand, at=at, by=by)
    for state, text in (("sent", "answer"), ("ready", "not out yet")):
        Delivery.objects.create(
            case=case, source=at, author=by, visibility="private", text=text, state=state,
            thread=visit.thread, not_before=NOW, sent_at=NOW + timedelta(hours=1),
        )  # fmt: skip

    turns = turns_of(visit)

    assert [(turn.text, turn.is_ours) for turn in turns] == [
        ("first", False),
        ("second", False),
        ("answer", True),
    ]


def test_a_new_visitor_has_no_conversation(visit, django_assert_num_queries):
    new = Visit(visit.source, Settings(), "visitor-b")

    with django_assert_num_queries(0):
        assert turns_of(new) == []


def test_a_pass_is_good_for_one_chat_alone(visit):
    other = Visit(people.source(people.brand("b"), "live_chat"), Settings(), "visitor-a")

    assert visit.pass_ != other.pass_
