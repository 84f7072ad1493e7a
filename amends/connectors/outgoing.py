"""What must be known of a kind of channel before a text is put into the outbox."""

import uuid

from amends.connectors.mail.threads import make_message_id
from amends.connectors.protocol import Door
from amends.connectors.registry import CONNECTORS, platform_of


EMAIL = "email"


def private_platforms() -> dict[str, str]:
    """Return the platform of each kind that can write to a customer in private."""
    return {
        kind.name: platform_of(kind.name)
        for kind in CONNECTORS.values()
        if kind.capability.private is Door.API
    }


def new_key(kind: str, domain: str) -> str:
    """Return an idempotency key nobody can guess; for e-mail it is the Message-ID."""
    return make_message_id(domain) if kind == EMAIL else uuid.uuid4().hex
