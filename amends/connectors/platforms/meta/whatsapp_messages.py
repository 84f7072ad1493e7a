"""What WhatsApp calls with, read into plain words; pure.

Nothing is dropped: there is no second place to ask. A kind of message that nobody knows yet is told
by a sign. A person is known by an id of the business (since 2026 always there), by telephone and by
a name of his choice, each of which may be missing.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amends.connectors.afterwards import Became, FarFile, Fate
from amends.connectors.platforms.meta.messages import SIGNS
from amends.connectors.platforms.meta.rounds import moment
from amends.connectors.protocol import BrokenPage, Deletion, Edit, Heard, Visibility
from amends.connectors.values.dates import read_date


Item = Mapping[str, Any]
UNREADABLE = "❔"
# A welcome that was asked for, a changed number, a permission to call: nobody said anything.
SILENT = frozenset({"system", "request_welcome"})
FILES = frozenset({"image", "audio", "voice", "video", "document", "sticker"})
BECAME = {"delivered": Became.ARRIVED, "read": Became.READ, "failed": Became.FAILED}
WHY_FAILED = {
    "131026": "not_reachable",
    "131047": "window_closed",
    "131056": "too_many",
    "130429": "too_many",
}
_NO_ANSWER = frozenset({"flow_token"})


@dataclass(slots=True)
class Told:
    """What one change tells."""

    mentions: list[Heard] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote, as far as WhatsApp tells; ``address`` is how he is written to."""

    id: str
    phone: str
    name: str = ""
    username: str = ""

    @property
    def address(self) -> str:
        """Return his telephone, or where he hides it his id, in its own capitals."""
        return self.phone or self.id


def parse_value(value: Item, number: str) -> Told:
    """Read what one change tells of one number of ours, and what became of what it sent.

    Raises BrokenPage for what cannot be read.
    """
    told = Told()
    try:
        if str((value.get("metadata") or {}).get("phone_number_id", "")) != number:
            return told
        for message in value.get("messages") or ():
            _tell(told, message, _writer(message, value.get("contacts") or ()), ours="")
        for message in value.get("message_echoes") or ():
            _tell(told, message, _reader(message), ours=number)
        told.fates += _fates(value.get("statuses") or ())
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("WhatsApp called with something that is no message.") from problem
    return told


def _tell(told: Told, message: Item, person: Person, ours: str) -> None:
    at, kind = moment(read_date(str(message["timestamp"]))), str(message.get("type", ""))
    if kind == "revoke":
        told.deletions.append(Deletion(str(message["revoke"]["original_message_id"]), at))
    elif kind == "edit":
        edit = message["edit"]
        key, text = str(edit["original_message_id"]), words_of(edit["message"])
        told.edits.append(Edit(key, text, at))
    elif kind not in SILENT and (text := words_of(message)):
        told.mentions.append(
            Heard(
                external_id=str(message["id"]),
                text=text,
                said_at=at,
                visibility=Visibility.PRIVATE,
                author_id=ours or person.id or person.phone,
                author_name="" if ours else person.name,
                author_handle="" if ours or not person.username else f"@{person.username}",
                author_phone="" if ours or not person.phone else f"+{person.phone}",
                thread=person.address,
                parents=_parents(message),
                is_ours=bool(ours),
                problem=_problem(message),
                afterwards=_files(message, kind),
                data={} if kind == "text" else {"forms": [kind]},
            )
        )


def _fates(statuses: Sequence[Item]) -> Iterator[Fate]:
    """Yield what became of messages we sent; that one was sent we know already."""
    for status in statuses:
        if became := BECAME.get(str(status.get("status"))):
            why: Item = next(iter(status.get("errors") or ()), {})
            failed = became is Became.FAILED
            yield Fate(
                str(status["id"]),
                became,
                moment(read_date(str(status["timestamp"]))),
                code=WHY_FAILED.get(str(why.get("code")), "not_delivered") if failed else "",
                words=str(why.get("title") or why.get("code") or ""),
            )


def words_of(message: Item) -> str:
    """Return what a message says, or a sign for what came without words.

    Empty where it says nothing: a reaction taken back, a permission to call.
    """
    kind = str(message.get("type", ""))
    held = message.get(kind) or {}
    if kind in FILES:
        return held.get("caption") or " ".join(
            filter(None, (SIGNS[kind], held.get("filename")))
        )
    return _WORDS.get(kind, lambda _held: UNREADABLE)(held)


def _place(held: Item) -> str:
    where = f"{held['latitude']},{held['longitude']}"
    return " ".join(
        filter(None, (SIGNS["location"], held.get("name"), held.get("address"), where))
    )


def _contacts(held: Sequence[Item]) -> str:
    return "\n".join(_contact(one) for one in held)


def _contact(one: Item) -> str:
    phones = [str(phone.get("phone", "")) for phone in one.get("phones") or ()]
    name = (one.get("name") or {}).get("formatted_name", "")
    return " ".join(filter(None, ("👤", name, *phones)))


def _interactive(held: Item) -> str:
    kind = str(held.get("type", ""))
    chosen = held.get(kind) or {}
    if kind == "nfm_reply":
        return _form(chosen)
    if kind == "call_permission_reply":
        return ""
    said = "\n".join(filter(None, (chosen.get("title"), chosen.get("description"))))
    return said or UNREADABLE


def _form(chosen: Item) -> str:
    """Return the answers of a form, one a line, as its maker named them."""
    answers = json.loads(chosen.get("response_json") or "{}")
    lines = [f"{name}: {value}" for name, value in answers.items() if name not in _NO_ANSWER]
    return "\n".join(lines) or chosen.get("body") or UNREADABLE


def _order(held: Item) -> str:
    items = held.get("product_items") or ()
    lines = [
        f"🛒 {one.get('quantity', 1)} × {one.get('product_retailer_id', '')}" for one in items
    ]
    return "\n".join(filter(None, (held.get("text"), *lines))) or UNREADABLE


_WORDS: dict[str, Callable[[Any], str]] = {
    "text": lambda held: str(held["body"]),
    "button": lambda held: held.get("text") or held.get("payload") or UNREADABLE,
    "interactive": _interactive,
    "reaction": lambda held: held.get("emoji") or "",
    "location": _place,
    "contacts": _contacts,
    "order": _order,
}


def _parents(message: Item) -> tuple[str, ...]:
    reacted_to = (message.get("reaction") or {}).get("message_id")
    above = str(reacted_to or (message.get("context") or {}).get("id") or "")
    return (above,) if above else ()


def _problem(message: Item) -> str:
    """Return why WhatsApp could not hand on a message, in its own words."""
    errors = message.get("errors") or ()
    return "; ".join(str(one.get("title") or one.get("code") or "") for one in errors)


def _files(message: Item, kind: str) -> tuple[FarFile, ...]:
    """Return the file of a message by its id, under which it can be had for seven days."""
    held = (message.get(kind) or {}) if kind in FILES else {}
    if not held.get("id"):
        return ()
    return (FarFile(str(held["id"]), str(held.get("filename") or kind)),)


def _writer(message: Item, contacts: Sequence[Item]) -> Person:
    phone = str(message.get("from") or "")
    key = str(message.get("from_user_id") or "")
    contact = next(_same(contacts, phone, key), {})
    profile = contact.get("profile") or {}
    return Person(
        str(contact.get("user_id") or key),
        _digits(str(contact.get("wa_id") or phone)),
        profile.get("name") or "",
        profile.get("username") or "",
    )


def _same(contacts: Sequence[Item], phone: str, key: str) -> Iterator[Item]:
    """Yield the contact of a message; one that stands alone is meant."""
    for one in contacts:
        names = {str(one.get("wa_id") or ""), str(one.get("user_id") or "")} - {""}
        if names & {phone, key} or len(contacts) == 1:
            yield one


def _reader(message: Item) -> Person:
    return Person(str(message.get("to_user_id") or ""), _digits(str(message.get("to") or "")))


def _digits(phone: str) -> str:
    return phone if phone.isascii() and phone.isdecimal() else ""
