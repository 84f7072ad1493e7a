"""The chat in a shop's own page: visitors write, agents answer from the desk, the window asks for it.

The window, its limits and who comes back belong to the web; what a line may hold and what it
becomes is decided here. A shop may prove who its signed-in customers are, as other chats have it
done: ``hex(HMAC-SHA256(secret, user_id))``.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from amends.connectors import web_form
from amends.connectors.network.signatures import is_same
from amends.connectors.protocol import (
    Attachment,
    Capability,
    Door,
    Heard,
    Outgoing,
    Refused,
    Sent,
    Visibility,
)
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.web_form import is_origin


CAPABILITY = Capability(
    private=Door.API,
    default_visibility=Visibility.PRIVATE,
    may_repeat=True,
    attachments=True,
    is_chat=True,
    extra=N_("A window in your own page: visitors write, you answer here, they read it there."),
)
LONGEST_ID = 120


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the window may stand, and how the shop proves who somebody is."""

    origins: tuple[str, ...] = setting(
        N_("Sites that may show the chat"),
        default=(),
        help=N_("One per line, for example https://shop.example."),
    )
    identity_secret: str = setting(
        N_("Secret that proves signed-in customers"),
        default="",
        secret=True,
        help=N_("Your shop signs the customer's number with it; empty where nobody signs in."),
    )

    def __post_init__(self) -> None:
        if not all(is_origin(origin) for origin in self.origins):
            raise SettingsError(
                {"origins": N_("Please give addresses such as https://shop.example.")}
            )


class LiveChat:
    """The chat of one source."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def say(self, outgoing: Outgoing) -> Sent:
        """Answer in the visitor's window: what is settled as sent stands there at once."""
        return Sent(outgoing.key)


def is_proven(secret: str, user: str, given: str) -> bool:
    """Tell whether the shop signed this customer's number; without a secret nobody is proven."""
    if not secret or not user or len(user) > LONGEST_ID:
        return False
    return is_same(
        given.lower(), hmac.new(secret.encode(), user.encode(), "sha256").hexdigest()
    )


def parse_line(
    fields: Mapping[str, str],
    files: Sequence[Attachment],
    *,
    now: datetime,
    visitor: str,
    started_at: datetime | None = None,
) -> Heard | Refused:
    """Turn what a visitor sent into a mention of his conversation.

    ``visitor`` tells his conversation from others; ``started_at`` is when the window was opened,
    for the first line only. The address he leaves proves nothing.
    """
    heard = web_form.parse_submission(fields, files, now=now, started_at=started_at)
    if not isinstance(heard, Heard):
        return heard
    return replace(heard, author_id=visitor, author_phone="", thread=thread_of(visitor))


def thread_of(visitor: str) -> str:
    """Return the conversation of a visitor."""
    return f"chat:{visitor}"
