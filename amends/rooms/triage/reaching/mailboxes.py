"""The mailbox out of which a brand writes to its own people."""

from typing import NamedTuple

from amends.casebook import vault
from amends.casebook.models import Brand, Source
from amends.connectors.outgoing import EMAIL
from amends.connectors.protocol import Speaker
from amends.connectors.registry import CONNECTORS


class Mailbox(NamedTuple):
    """What sends, and out of which domain."""

    speaker: Speaker
    domain: str


def mailbox_of(brand: Brand) -> Mailbox | None:
    """Return the brand's mailbox; None where it has none that is on. Raises for wrong settings."""
    enabled = Source.objects.filter(brand=brand, kind=EMAIL, is_enabled=True)
    source = enabled.order_by("pk").first()
    if source is None:
        return None
    settings = vault.unseal(source.settings)
    speaker = CONNECTORS[EMAIL].build(settings)
    assert isinstance(speaker, Speaker)
    return Mailbox(speaker, str(settings["address"]).rpartition("@")[2])


def domain_of(brand: Brand) -> str:
    """Return the domain of the brand's mailbox; empty where none is on or its settings are shut."""
    try:
        mailbox = mailbox_of(brand)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, there is no mail
        return ""
    return mailbox.domain if mailbox else ""
