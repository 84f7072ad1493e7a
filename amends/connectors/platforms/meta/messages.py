"""Messages of Messenger and of Instagram: the same events, the same way to answer.

https://developers.facebook.com/docs/messenger-platform. A message names its person by an id that
holds for one page only, and never by a name. What was sent by the page, here or elsewhere, comes
back as an echo.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.connectors.afterwards import FarFile
from amends.connectors.platforms.meta.files import file_at
from amends.connectors.platforms.meta.graph import Graph, posted_id
from amends.connectors.platforms.meta.rounds import moment
from amends.connectors.protocol import (
    BrokenPage,
    Capability,
    Deletion,
    Heard,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.values.dates import read_date
from amends.connectors.values.lengths import length
from amends.connectors.values.links import web_link


LENGTH = 2000  # characters
WINDOW_HOURS = 24
WINDOW_OF_PEOPLE_HOURS = 168
PRIVATE_REPLY_HOURS = 168  # to a comment, once
# What came without words is told by a sign that every language reads.
SIGNS = {
    "image": "🖼",
    "photo": "🖼",
    "audio": "🎤",
    "voice": "🎤",
    "video": "🎬",
    "file": "📄",
    "document": "📄",
    "sticker": "🙂",
    "location": "📍",
    "story_mention": "📣",
}
OTHER_SIGN = "📎"
# Of what comes with a message these are files; the rest leads to what stands elsewhere.
FILES = frozenset({"image", "audio", "video", "file", "application", "text"})


def parse_events(
    entry: Mapping[str, Any], account: str, window_hours: int
) -> tuple[list[Heard], list[Deletion]]:
    """Read the messages of one entry; what was only read or delivered says nothing.

    Raises BrokenPage for what is no event.
    """
    heard, deletions = [], []
    try:
        for event in entry.get("messaging") or ():
            said = event.get("message") or event.get("postback")
            if not said:
                continue
            if said.get("is_deleted"):
                deletions.append(Deletion(str(said["mid"]), _at(event)))
            else:
                heard.append(_heard(event, said, account, window_hours))
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Meta called with something that is no message.") from problem
    return heard, deletions


def _heard(
    event: Mapping[str, Any], said: Mapping[str, Any], account: str, window_hours: int
) -> Heard:
    sender, recipient = str(event["sender"]["id"]), str(event["recipient"]["id"])
    is_ours = bool(said.get("is_echo")) or sender == account
    person = recipient if is_ours else sender
    files = said.get("attachments") or ()
    forms = [str(one.get("type", "")) for one in files]
    links = [(one.get("payload") or {}).get("url") for one in files]
    above = str((said.get("reply_to") or {}).get("mid", ""))
    return Heard(
        external_id=str(said.get("mid") or f"postback:{person}:{event['timestamp']}"),
        text=said.get("text") or said.get("title") or signs(forms),
        said_at=_at(event),
        visibility=Visibility.PRIVATE,
        author_id=account if is_ours else person,
        thread=person,
        parents=(above,) if above else (),
        is_ours=is_ours,
        afterwards=far_files(forms, links),
        data=told(forms, window_hours),
    )


def _at(event: Mapping[str, Any]) -> datetime:
    return moment(read_date(str(event["timestamp"])))


def signs(forms: Iterable[str]) -> str:
    """Return a sign for each thing that came without words."""
    return " ".join(SIGNS.get(form, OTHER_SIGN) for form in forms)


def far_files(forms: Iterable[str], links: Iterable[Any]) -> tuple[FarFile, ...]:
    """Return the files of a message by their addresses, which do not hold for long."""
    shown = zip(forms, (web_link(str(one or "")) for one in links), strict=True)
    return tuple(file_at(form, link) for form, link in shown if link and form in FILES)


def told(forms: Sequence[str], window_hours: int) -> dict[str, Any]:
    """Return what the desk keeps of a message beside its words."""
    return ({"forms": list(forms)} if forms else {}) | {"window_hours": window_hours}


def window_of(*, is_person: bool) -> int:
    """Return for how many hours a message may be answered."""
    return WINDOW_OF_PEOPLE_HOURS if is_person else WINDOW_HOURS


def narrow(capability: Capability, data: Mapping[str, Any]) -> Capability:
    """Return what may be done in answer to one mention: each says how long it may be answered."""
    hours = data.get("window_hours")
    if not isinstance(hours, int):
        return capability
    return replace(capability, private_window_hours=hours)


def check_length(outgoing: Outgoing, capability: Capability) -> None:
    """Refuse what does not fit, before anything is sent; raises Undeliverable."""
    if length(outgoing.text, capability.counting) > capability.max_length:
        raise Undeliverable(f"At most {capability.max_length} {capability.counting} fit.")


def send(graph: Graph, path: str, outgoing: Outgoing, *, is_person: bool) -> Sent:
    """Send a message to who wrote one; ``is_person`` claims the seven days that people have.

    What the desk sends by itself never claims them. Raises Undeliverable where nobody is named.
    """
    if not outgoing.to:
        raise Undeliverable("There is nobody to write to.")
    as_person = is_person and not outgoing.automatic
    kind = (
        {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        if as_person
        else {"messaging_type": "RESPONSE"}
    )
    return _sent(graph, path, {"id": outgoing.to}, outgoing.text, kind)


def reply_in_private(graph: Graph, path: str, recipient: Mapping[str, str], text: str) -> Sent:
    """Open a private conversation from a public word, which Meta allows once for each."""
    return _sent(graph, path, recipient, text, {})


def _sent(
    graph: Graph, path: str, recipient: Mapping[str, str], text: str, kind: Mapping[str, str]
) -> Sent:
    body = {"recipient": dict(recipient), **kind, "message": {"text": text}}
    return Sent(posted_id(graph.post(path, body), "message_id"))
