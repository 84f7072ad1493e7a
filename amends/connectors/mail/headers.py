"""Read header fields that follow the standards, and those that do not.

The standard library's modern policy raises from inside its accessors on some real mails, so
the fields are taken as they came and decoded here.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache

from amends.connectors.mail.charsets import decode


_WORD = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(=\?[^?\s]*\?[bBqQ]\?[^?]*\?=)\s+(?==\?[^?\s]*\?[bBqQ]\?)")
_ADDRESS = re.compile(r"[^\s<>@,;:\"'()\[\]]+@[^\s<>@,;:\"'()\[\]]+\.?[^\s<>@,;:\"'()\[\]]*")
_FOLD = re.compile(r"\s*[\r\n]+\s*")
_BREAKS = re.compile(r"[\r\n]+")
# One mail is asked for its sender and its subject by many questions, each mail for our address.
_REMEMBERED = 64
# Nobody writes fields this long; without a limit one hostile mail costs minutes.
_LONGEST_FIELD = 100_000
_LONGEST_SALVAGED = 1_000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def raw_fields(message: Message, name: str) -> Iterator[str]:
    """Yield each field of this name, unfolded, encoded words still encoded."""
    wanted, size = name.lower(), len(name)
    for key, value in message.raw_items():
        if len(key) == size and key.lower() == wanted:
            yield _unfolded(str(value)[:_LONGEST_FIELD])


@lru_cache(_REMEMBERED)
def _unfolded(value: str) -> str:
    return _FOLD.sub(" ", decode(value.encode("ascii", "surrogateescape"))).strip()


def raw_field(message: Message, name: str) -> str:
    """Return the first field of this name, encoded words still encoded; empty if there is none."""
    return next(raw_fields(message, name), "")


def field(message: Message, name: str) -> str:
    """Return the first field of this name as a person reads it; empty if there is none."""
    return decode_words(raw_field(message, name))


@lru_cache(_REMEMBERED)
def decode_words(value: str) -> str:
    """Decode RFC 2047 words; a word that is broken stays as it was written."""
    joined = _BETWEEN_WORDS.sub(r"\1", value)
    return "".join(_decode_run(run) for run in _runs(joined)).strip()


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Return (name, address) of every mailbox in the fields of this name; addresses in lower case."""
    return [pair for value in raw_fields(message, name) for pair in _mailboxes(value)]


@lru_cache(_REMEMBERED)
def _mailboxes(value: str) -> tuple[tuple[str, str], ...]:
    pairs = [pair for pair in getaddresses([value]) if _ADDRESS.fullmatch(pair[1])]
    found = pairs or _salvaged(decode_words(value))
    return tuple((decode_words(shown), address.lower()) for shown, address in found)


def said_at(message: Message, received_at: datetime) -> datetime:
    """Return the mail's own date in UTC, or when it was received if that date cannot be true."""
    try:
        said = parsedate_to_datetime(raw_field(message, "Date"))
        said = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return received_at
    is_possible = _EARLIEST <= said <= received_at + timedelta(days=1)
    return min(said, received_at) if is_possible else received_at


def _salvaged(value: str) -> list[tuple[str, str]]:
    """Find the first thing that looks like an address in a field that is no list of mailboxes."""
    value = value[:_LONGEST_SALVAGED]
    found = _ADDRESS.search(value)
    return [(value[: found.start()].strip(" <\"'"), found.group())] if found else []


def _runs(value: str) -> Iterator[list[re.Match[str]] | str]:
    """Yield plain text and runs of adjacent encoded words, in order.

    Mailers cut one letter's bytes over two words: a run is decoded together.
    """
    run: list[re.Match[str]] = []
    position = 0
    for word in _WORD.finditer(value):
        if run and (word.start() > position or word[1].lower() != run[-1][1].lower()):
            yield run
            run = []
        if word.start() > position:
            yield value[position : word.start()]
        run.append(word)
        position = word.end()
    if run:
        yield run
    if position < len(value):
        yield value[position:]


def _decode_run(run: list[re.Match[str]] | str) -> str:
    if isinstance(run, str):
        return run
    try:
        octets = b"".join(_octets(word[2], word[3]) for word in run)
    except (ValueError, binascii.Error):
        return "".join(word[0] for word in run)
    return _BREAKS.sub(" ", decode(octets, run[0][1].partition("*")[0]))


def _octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8")
    if encoding in "qQ":
        return quopri.decodestring(octets, header=True)
    digits = octets.rstrip(b"=")
    # One digit alone holds no byte: the word was cut there.
    digits = digits[:-1] if len(digits) % 4 == 1 else digits
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
