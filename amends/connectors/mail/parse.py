"""The door: bytes in, one ``Heard`` out."""

from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

from amends.connectors.mail import authentication, threads
from amends.connectors.mail.automatic import classify
from amends.connectors.mail.bodies import Body, read_body
from amends.connectors.mail.charsets import storable
from amends.connectors.mail.headers import addresses, field, raw_field, said_at
from amends.connectors.mail.html import clean, read_html
from amends.connectors.mail.quotes import new_text
from amends.connectors.protocol import Heard, Visibility
from amends.connectors.source_settings import N_


_LARGEST_HEAD = 256 * 1024
UNREADABLE = N_("This mail could not be read: open the original.")


def parse_mail(
    raw: bytes,
    *,
    own_addresses: frozenset[str],
    received_at: datetime,
    authserv_id: str = "",
) -> Heard:
    """Return what this mail says; never raise, whatever the bytes are.

    ``own_addresses`` in lower case. The same mail delivered twice gives the same external id:
    its Message-ID, or a digest of the bytes. A mail that defeats the parser keeps the headers
    that could be read and says so in ``problem``. Every mail carries its bytes in ``raw``.
    """
    mail = _Mail(raw, own_addresses, received_at, authserv_id)
    try:
        return _heard(message_from_bytes(raw), mail)
    except Exception:  # noqa: BLE001 - no mail may stop the ones behind it, whatever is in it
        return _unreadable(mail)


@dataclass(frozen=True, slots=True)
class _Mail:
    raw: bytes
    own_addresses: frozenset[str]
    received_at: datetime
    authserv_id: str


def _heard(message: Message, mail: _Mail) -> Heard:
    body = read_body(message)
    text, full_text = _words(body)
    automatic, bounce = classify(message, full_text, mail.own_addresses)
    heard = _from_headers(message, mail)
    facts = {**heard.data, **bounce, "fingerprint": _fingerprint(message, heard, full_text)}
    return replace(
        heard,
        text=text,
        full_text=full_text if full_text != text else "",
        html=clean(body.html) if body.html else "",
        is_ours=automatic == "loop",
        automatic=automatic,
        attachments=body.attachments,
        data=facts,
        raw=mail.raw,
    )


def _words(body: Body) -> tuple[str, str]:
    """Return what is new and the uncut original; HTML tells quotes apart best, so it goes first."""
    shown, written = read_html(body.html) if body.html else ("", "")
    full_text = body.text.strip() or shown
    return new_text(written or full_text), full_text


def _fingerprint(message: Message, heard: Heard, full_text: str) -> str:
    date = raw_field(message, "Date")
    return threads.fingerprint(heard.author_email, date, heard.subject, full_text)


def _from_headers(message: Message, mail: _Mail) -> Heard:
    name, address = _author(message, mail.own_addresses)
    parents = threads.parents(message)
    own_id = threads.external_id(message, mail.raw)
    return Heard(
        external_id=own_id,
        text="",
        said_at=said_at(message, mail.received_at),
        visibility=Visibility.PRIVATE,
        author_id=address,
        author_name=storable(name),
        author_handle="",
        author_email=address,
        subject=field(message, "Subject"),
        thread=parents[-1] if parents else own_id,
        parents=parents,
        data=_facts(message, mail),
    )


def _author(message: Message, own_addresses: frozenset[str]) -> tuple[str, str]:
    """Return name and address of who wrote: Reply-To where the mail came in our own name."""
    senders = addresses(message, "From") or addresses(message, "Sender")
    sender = senders[0] if senders else (field(message, "From"), "")
    if sender[1] not in own_addresses:
        return sender
    strangers = [one for one in addresses(message, "Reply-To") if one[1] not in own_addresses]
    return strangers[0] if strangers else sender


def _facts(message: Message, mail: _Mail) -> dict[str, Any]:
    found: dict[str, Any] = {
        "message_id": threads.message_id(message),
        "token": threads.plus_token(message, mail.own_addresses),
        "authentication": authentication.results(message, mail.authserv_id),
    }
    for name in ("To", "Cc", "Reply-To"):
        key = name.lower().replace("-", "_")
        found[key] = [address for _, address in addresses(message, name)]
    return {key: value for key, value in found.items() if value}


def _unreadable(mail: _Mail) -> Heard:
    """Keep the headers if they can be read, and the bytes in any case."""
    bare = Heard(
        external_id=threads.external_id(Message(), mail.raw),
        text="",
        said_at=mail.received_at,
        visibility=Visibility.PRIVATE,
    )
    try:
        message = BytesHeaderParser().parsebytes(mail.raw[:_LARGEST_HEAD])
        bare = _from_headers(message, mail)
    except Exception:  # noqa: BLE001, S110 - the bytes are kept; nothing more can be known
        pass
    return replace(bare, problem=UNREADABLE, raw=mail.raw)
