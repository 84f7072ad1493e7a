import people
import pytest
from people import NOW, minutes
from replies import excused, send

from amends.casebook import outbox
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, Mention
from amends.playbook.policy import DEFAULT
from amends.rooms.respond.deliver import deliver
from amends.rooms.respond.service import approve_reply, look_needed, send_back, undo_reply


@pytest.fixture
def read_by(shop):
    """Return a function that opens a case on a post so many people read."""

    def open_case(reach):
        case = shop.case()
        Mention.objects.update(data={"reach": reach})
        return Case.objects.get(pk=case.pk)

    return open_case


def look(case, visibility):
    return look_needed(case, visibility, case.mentions.get(), DEFAULT)


def write(shop, case, good, **fields):
    text = good["ar"]
    return send(shop, case, text, reasons=excused(shop, case, text), **fields)


@pytest.mark.parametrize(
    ("reach", "whose"),
    [(9_999, ""), (10_000, "own"), (99_999, "own"), (100_000, "colleague")],
)
def test_greater_reach_asks_for_more_eyes(shop, read_by, reach, whose):  # S4a-35
    needed = look(read_by(reach), "public")

    assert (needed.whose, needed.reach) == (whose, reach)


def test_private_words_need_no_second_look(shop, read_by):
    assert look(read_by(10**6), "private").whose == ""


def test_who_answers_alone_looks_twice_himself(shop, read_by):
    case = read_by(10**6)
    shop.bob.memberships.update(role="analyst")

    assert look(case, "public").whose == "own"


def test_reply_many_read_leaves_after_the_writers_second_look(shop, read_by, good):
    case = read_by(20_000)

    with pytest.raises(Refused, match="second_look"):
        write(shop, case, good)
    reply = write(shop, case, good, looked_again=True)

    assert reply.delivery.state == "ready"


@pytest.fixture
def held(shop, read_by, good):
    """Return a reply of Bob's that waits for a colleague's second look."""
    write(shop, read_by(200_000), good, looked_again=True)
    return Delivery.objects.select_related("case", "reply", "source", "author").get()


def test_held_reply_counts_and_does_not_leave(shop, held):
    assert held.state == "held"
    assert outbox.public_replies(shop.noura, held.thread) == 1
    assert deliver(NOW + minutes(60)) == 0


def test_colleague_lets_it_leave_and_the_writer_cannot(shop, held):
    with pytest.raises(NotAllowed, match="S4a-35"):
        approve_reply(held, user=shop.bob, now=NOW)
    with pytest.raises(NotAllowed):
        approve_reply(held, user=people.person("Charlie"), now=NOW)

    approve_reply(held, user=shop.brand.owner, now=NOW)

    assert deliver(NOW) == 1
    assert held.case.entries.filter(kind="reply_approved", actor=shop.brand.owner).exists()
    with pytest.raises(Refused, match="not_held"):
        approve_reply(held, user=shop.brand.owner, now=NOW)


def test_colleague_sends_it_back_with_a_reason_and_it_counts_no_more(shop, held):
    with pytest.raises(Refused, match="reason_missing"):
        send_back(held, user=shop.brand.owner, now=NOW, reason=" ")

    send_back(held, user=shop.brand.owner, now=NOW, reason="too cold")

    assert Delivery.objects.get().state == "cancelled"
    assert outbox.public_replies(shop.noura, held.thread) == 0
    assert held.case.reasons.filter(text="too cold").exists()


def test_writer_calls_a_held_reply_back(shop, held):
    undo_reply(held, user=shop.bob, now=NOW)

    assert Delivery.objects.get().state == "cancelled"
