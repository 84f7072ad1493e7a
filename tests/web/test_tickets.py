from datetime import timedelta

import people
import pytest

from amends.web import tickets


def test_ticket_is_read_at_its_own_place_only():
    slip = tickets.new_ticket("source.1", people.NOW)

    assert tickets.read_ticket(slip, "source.1").started_at == people.NOW
    assert tickets.read_ticket(slip, "source.2") is None
    assert tickets.read_ticket(slip + "x", "source.1") is None


def test_ticket_is_never_the_same_twice():
    one, other = (tickets.new_ticket("source.1", people.NOW) for _ in range(2))

    assert tickets.read_ticket(one, "source.1").id != tickets.read_ticket(other, "source.1").id


@pytest.mark.django_db
def test_receipt_leads_to_its_mention_for_a_time(monkeypatch):
    mention = people.mention(people.source(people.brand()))
    receipt = tickets.receipt_of(mention)

    assert tickets.mention_of(receipt) == mention.pk
    assert tickets.mention_of("forged") is None
    monkeypatch.setattr(tickets, "RECEIPT_LASTS", timedelta(seconds=-1))
    assert tickets.mention_of(receipt) is None


def test_receipt_is_no_ticket():
    assert tickets.mention_of(tickets.new_ticket("source.1", people.NOW)) is None
