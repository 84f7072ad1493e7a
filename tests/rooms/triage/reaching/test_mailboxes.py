import people
import pytest
from reached import MAILBOX

from amends.casebook import vault
from amends.rooms.triage.reaching.mailboxes import domain_of, mailbox_of


pytestmark = pytest.mark.django_db


def test_mailbox_is_one_that_is_on():
    brand = people.brand()
    at = people.source(brand, "email", settings=vault.seal(MAILBOX), is_enabled=False)

    assert mailbox_of(brand) is None
    at.is_enabled = True
    at.save()
    assert mailbox_of(brand).domain == "shop.example"


@pytest.mark.parametrize("settings", ["", "not sealed", None])
def test_mailbox_that_cannot_be_used_is_none(settings):
    brand = people.brand()
    people.source(brand, "email", settings=vault.seal({}) if settings is None else settings)

    assert domain_of(brand) == ""


def test_domain_is_that_of_the_address():
    brand = people.brand()
    people.source(brand, "email", settings=vault.seal(MAILBOX))

    assert domain_of(brand) == "shop.example"
