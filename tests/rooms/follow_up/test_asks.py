from dataclasses import replace

import people
import pytest

from amends import messages
from amends.casebook import vault
from amends.casebook.models import Delivery
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.rooms.follow_up import asks


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_ask_speaks_the_customers_language(resolved, language):
    case = resolved(language=language)
    policy = policy_of(case.brand)

    asks.ask(case, asks.asked(case, policy), policy, now=people.NOW, because=("S3-39",))

    assert Delivery.objects.get().language == language


def test_ask_by_mail_has_a_message_id_of_the_mailbox(resolved, rabwa, monkeypatch):
    monkeypatch.setitem(CONNECTORS, "email", replace(CONNECTORS["fake_private"], name="email"))
    mail = people.source(rabwa, "email", settings=vault.seal({"address": "care@rabwa.example"}))
    case = resolved(at=mail, by=people.author(rabwa, "n", "email", email="n@mail.example"))
    policy = policy_of(rabwa)

    asks.ask(case, asks.asked(case, policy), policy, now=people.NOW, because=("S3-39",))

    delivery = Delivery.objects.get()
    assert (delivery.key.partition("@")[2], delivery.to) == ("rabwa.example>", "n@mail.example")


def test_no_message_can_hold_both_a_remedy_and_an_invitation():  # invariant 9
    about_reviews = {kind for kind, slots in messages.SLOTS.items() if "review_link" in slots}

    assert about_reviews == {"update_invitation"}
    assert messages.SLOTS["update_invitation"] == {"brand", "review_link"}
