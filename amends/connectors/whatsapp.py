"""WhatsApp Cloud API: one number of a business; Meta calls us, and nothing can be asked for again.

https://developers.facebook.com/docs/whatsapp/cloud-api. Answers within 24 hours after the customer's
last message; later only templates that Meta has approved, which the desk does not send. Files come
as ids that Meta keeps for seven days: they are fetched at once, apart from the call.
"""

from dataclasses import dataclass
from typing import Any

from amends.connectors.afterwards import FarFile, Fate
from amends.connectors.network.http import Http
from amends.connectors.platforms.meta import calls as graph_calls
from amends.connectors.platforms.meta.calls import changes_of, entries_of
from amends.connectors.platforms.meta.files import fetch_medium
from amends.connectors.platforms.meta.graph import Graph, posted_id
from amends.connectors.platforms.meta.messages import WINDOW_HOURS, check_length
from amends.connectors.platforms.meta.settings import App, check_number
from amends.connectors.platforms.meta.whatsapp_messages import parse_value
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Call,
    Capability,
    Challenge,
    Deletion,
    Door,
    Edit,
    Heard,
    Outgoing,
    Refused,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import N_, setting


LENGTH = 4096  # characters
FIELDS = frozenset({"messages", "smb_message_echoes"})
MESSAGE_ID = "wamid."

CAPABILITY = Capability(
    platform="whatsapp",
    private=Door.API,
    default_visibility=Visibility.PRIVATE,
    private_window_hours=WINDOW_HOURS,
    max_length=LENGTH,
    is_chat=True,
    extra=N_("After 24 hours only templates approved by Meta go out; the desk sends none."),
)


@dataclass(frozen=True, slots=True)
class Settings(App):
    """One number."""

    phone_number_id: str = setting(
        N_("Number's id"),
        help=N_("Phone number ID, beside the number at Meta; not the number."),
    )

    def __post_init__(self) -> None:
        check_number("phone_number_id", self.phone_number_id)


class WhatsApp:
    """One number."""

    def __init__(self, settings: Settings, http: Http | None = None) -> None:
        self._settings = settings
        self._graph = Graph(settings.token, settings.app_secret, http or Http())

    def check(self, call: Call) -> Challenge | Refused | None:
        """Say whether a call is Meta's."""
        return graph_calls.check(call, self._settings)

    def receive(self, call: Call) -> Batch:
        """Read messages, edits and revocations, and what became of messages that we sent."""
        mentions: list[Heard] = []
        edits: list[Edit] = []
        deletions: list[Deletion] = []
        fates: list[Fate] = []
        for entry in entries_of(call, "whatsapp_business_account", ""):
            for change in changes_of(entry):
                if change.get("field") not in FIELDS:
                    continue
                told = parse_value(change.get("value") or {}, self._settings.phone_number_id)
                mentions += told.mentions
                edits += told.edits
                deletions += told.deletions
                fates += told.fates
        return Batch(tuple(mentions), tuple(edits), tuple(deletions), fates=tuple(fates))

    def say(self, outgoing: Outgoing) -> Sent:
        """Send a message; raises Undeliverable for what Meta refuses for good, lateness included."""
        if outgoing.visibility is Visibility.PUBLIC:
            raise Undeliverable("WhatsApp only speaks in private.")
        check_length(outgoing, CAPABILITY)
        path = f"{self._settings.phone_number_id}/messages"
        told = self._graph.post(path, _body(outgoing))
        messages = told.get("messages")
        if not isinstance(messages, list) or not messages:
            raise BrokenPage("WhatsApp did not say what it sent.")
        return Sent(posted_id(messages[0]))

    def fetch_file(self, file: FarFile) -> bytes:
        """Return a file that came with a message; Meta keeps it for seven days."""
        return fetch_medium(self._graph, file)


def _body(outgoing: Outgoing) -> dict[str, Any]:
    """Return what is posted: to a telephone, or to the id of who hides it.

    The conversation is named by either as WhatsApp wrote it; the desk writes ids of people small.
    """
    address = outgoing.thread or outgoing.to
    if not address:
        raise Undeliverable("There is nobody to write to.")
    to = {"to" if address.isdecimal() else "recipient": address}
    above = outgoing.parent if outgoing.parent.startswith(MESSAGE_ID) else ""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **to,
        "type": "text",
        "text": {"body": outgoing.text, "preview_url": False},
        **({"context": {"message_id": above}} if above else {}),
    }
