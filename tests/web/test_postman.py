import people
import pytest

from amends.casebook import vault
from amends.connectors.protocol import Visibility
from amends.web.postman import invitation, invite_by_mail


pytestmark = pytest.mark.django_db
LINK = "https://desk.example/account/join/x/"
MAILBOX = {
    "address": "care@shop.example", "imap_host": "127.0.0.1", "smtp_host": "127.0.0.1",
    "smtp_port": 9, "smtp_security": "none", "password": "x",
}  # fmt: skip


def mail(**fields):
    brand = people.brand(**fields)
    return invitation(brand, "sara@shop.example", LINK, "<t.1@shop.example>")


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_invitation_speaks_the_language_of_the_brand(language):
    sent = mail(language=language, names={language: "رَبوة"})

    assert sent.subject.count("رَبوة") == 1
    assert LINK in sent.text.splitlines()
    assert (sent.language, sent.visibility) == (language, Visibility.PRIVATE)


def test_name_of_a_brand_writes_no_header_of_its_own():
    assert "\n" not in mail(names={"ar": "x\nBcc: y@example.org"}).subject


def test_brand_without_a_mailbox_mails_nothing():
    assert invite_by_mail(people.brand(), "sara@shop.example", LINK) is None


@pytest.mark.parametrize("settings", [None, {}, MAILBOX], ids=["unsealed", "empty", "dead"])
def test_mail_that_cannot_go_out_is_told_and_breaks_nothing(settings):
    brand = people.brand()
    sealed = "" if settings is None else vault.seal(settings)
    people.source(brand, "email", settings=sealed)

    assert invite_by_mail(brand, "sara@shop.example", LINK) is False
