from dataclasses import dataclass, replace

import people
import pytest

from amends.casebook import vault
from amends.casebook.models import Source
from amends.connectors.kinds import Kind
from amends.connectors.protocol import Capability, Prices
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import setting
from amends.web.forms.source import SourceForm


pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Settings:
    host: str = setting("Server")
    password: str = setting("Password", secret=True)
    folders: tuple[str, ...] = setting("Folders", default=("INBOX",))
    tls: bool = setting("Encrypted", default=True)
    way: str = setting("Way", default="a", choices={"a": "First", "b": "Second"})


KIND = Kind("mailbox", "Mailbox", Capability(), Settings, object)


def stored(**values):
    return people.source(people.brand(), kind="mailbox", settings=vault.seal(values))


def test_form_never_shows_a_secret_again():
    source = stored(host="mail.example", password="swordfish")

    page = SourceForm(kind=KIND, source=source).as_p()

    assert "mail.example" in page
    assert "swordfish" not in page


def test_form_left_empty_keeps_the_stored_secret():
    source = stored(host="mail.example", password="swordfish")

    form = SourceForm(
        {"name": "Mail", "s_host": "other.example", "s_password": "", "s_way": "a"},
        kind=KIND,
        source=source,
    )

    assert form.is_valid()
    assert (form.settings["host"], form.settings["password"]) == ("other.example", "swordfish")


def test_form_of_a_new_source_asks_for_its_secret():
    form = SourceForm({"name": "Mail", "s_host": "mail.example", "s_way": "a"}, kind=KIND)

    assert not form.is_valid()
    assert list(form.errors) == ["s_password"]


def test_form_reads_lines_and_choices():
    form = SourceForm(
        {
            "name": "Mail",
            "s_host": "h",
            "s_password": "p",
            "s_folders": "INBOX\nSupport",
            "s_way": "b",
        },
        kind=KIND,
    )

    assert form.is_valid()
    assert (form.settings["folders"], form.settings["way"]) == ("INBOX\nSupport", "b")


@pytest.mark.parametrize(
    ("budget", "micros"), [("", None), ("0", 0), ("0.01", 10_000), ("50", 50_000_000)]
)
def test_form_of_a_channel_that_charges_asks_for_a_budget(budget, micros):
    paid = replace(KIND, capability=Capability(prices=Prices(read=5000)))

    form = SourceForm(
        {"name": "Mail", "s_host": "a", "s_password": "b", "s_way": "a", "budget": budget},
        kind=paid,
    )

    assert form.is_valid()
    assert form.budget_micros == micros


def test_form_shows_the_budget_that_stands():
    paid = replace(KIND, capability=Capability(prices=Prices(read=5000)))

    assert 'value="50"' in str(SourceForm(kind=paid)["budget"])
    source = stored(host="a")
    assert "value" not in str(SourceForm(kind=paid, source=source)["budget"])
    source.budget_micros = 12_340_000
    assert 'value="12.34"' in str(SourceForm(kind=paid, source=source)["budget"])


def test_new_source_that_searches_is_offered_the_words_of_the_monitors():
    kind, stored = CONNECTORS["mastodon"], Source(name="M", kind="mastodon", settings="")

    fresh = SourceForm(kind=kind, words=["نخيل", "nakheel"])
    known = SourceForm(kind=kind, source=stored, words=["نخيل"])

    assert fresh.initial["s_words"] == "نخيل\nnakheel"
    assert "نخيل" not in known.initial["s_words"]
