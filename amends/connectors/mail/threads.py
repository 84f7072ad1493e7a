"""Name a mail and what it answers.

A mail is named by its Message-ID, so that hearing it twice changes nothing. Some devices put
one Message-ID on every mail they send: ``fingerprint`` tells such mails apart. It covers sender,
date, subject and words, never the trace fields, which differ each time a mail is delivered.
"""

import hashlib
import re
import uuid
from email.message import Message

from amends.connectors.mail.headers import addresses, raw_field


_ID = re.compile(r"<([^<>]+)>")
_SPACE = re.compile(r"\s+")
_SPACE_OR_BRACKETS = re.compile(r"[\s<>]+")
_LONGEST_ID = 250
_RECIPIENTS = ("Delivered-To", "X-Original-To", "To", "Cc")


def make_message_id(domain: str) -> str:
    """Return a new Message-ID of ours that nobody can guess."""
    return f"<t.{uuid.uuid4().hex}@{domain}>"


def ids_in(value: str) -> list[str]:
    """Return the Message-IDs in a header field, in order, angle brackets included."""
    found = [_SPACE.sub("", inner) for inner in _ID.findall(value)]
    if not found:
        found = [word for word in value.split() if "@" in word]
    return [_bounded(f"<{one}>") for one in found if one]


def message_id(message: Message) -> str:
    """Return the mail's Message-ID with angle brackets, or nothing when it has none."""
    value = raw_field(message, "Message-ID")
    found = ids_in(value)
    bare = _SPACE_OR_BRACKETS.sub("", value)
    return found[0] if found else _bounded(f"<{bare}>") if bare else ""


def external_id(message: Message, raw: bytes) -> str:
    """Return the Message-ID, or a digest of the raw bytes for a mail without one."""
    return message_id(message) or f"sha256:{hashlib.sha256(raw).hexdigest()}"


def parents(message: Message) -> tuple[str, ...]:
    """Return what the mail answers, nearest first: In-Reply-To, then References backwards."""
    nearest = ids_in(raw_field(message, "In-Reply-To"))
    earlier = ids_in(raw_field(message, "References"))
    own = message_id(message)
    return tuple(one for one in dict.fromkeys([*nearest, *reversed(earlier)]) if one != own)


def plus_token(message: Message, own_addresses: frozenset[str]) -> str:
    """Return the token of ``support+token@shop`` when the mail came to such an address of ours."""
    for name in _RECIPIENTS:
        for _, address in addresses(message, name):
            local, _, domain = address.rpartition("@")
            bare, _, token = local.partition("+")
            if token and f"{bare}@{domain}" in own_addresses:
                return token
    return ""


def fingerprint(author: str, date: str, subject: str, text: str) -> str:
    """Return 16 hexadecimal digits that differ between two mails wearing one Message-ID."""
    words = " ".join(text.split())
    whole = "\0".join((author, " ".join(date.split()), " ".join(subject.split()), words))
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def told_apart(taken: str, fingerprint: str) -> str:
    """Return the external id of a mail whose Message-ID is taken by a mail with another fingerprint."""
    return f"{taken}#{fingerprint}"


def _bounded(one: str) -> str:
    if len(one) <= _LONGEST_ID:
        return one
    return f"<sha256.{hashlib.sha256(one.encode('utf-8', 'replace')).hexdigest()}>"
