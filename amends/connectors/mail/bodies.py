"""Find in a mail what was said and what was attached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import collapse_rfc2231_value

from amends.connectors.mail.charsets import decode
from amends.connectors.mail.headers import decode_words, raw_field
from amends.connectors.protocol import Attachment


_BOUNDARY_LINE = re.compile(rb"^--([^\r\n]+?)(?:--)?\s*$", re.MULTILINE)
# An invisible letter before ".htaccess", or one that turns "exe.gpj" around, fools guards.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_LARGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Body:
    """What a mail says: its plain text, its HTML as sent, its files. Any may be empty."""

    text: str
    html: str
    attachments: tuple[Attachment, ...]


def read_body(message: Message) -> Body:
    """Return what was said and attached; a mail inside the mail is an attachment."""
    texts: list[str] = []
    htmls: list[str] = []
    files: list[Attachment] = []
    for part in leaves(message):
        kind = part.get_content_type()
        if kind == "text/plain" and not _is_file(part):
            texts.append(text_of(part))
        elif kind == "text/html" and not _is_file(part):
            htmls.append(text_of(part))
        elif not part.is_multipart() or kind == "message/rfc822":
            files.append(_attachment(part, len(files) + 1))
    text = "\n\n".join(text.strip("\r\n") for text in texts if text.strip())
    return Body(text[:_LARGEST_TEXT], "\n".join(htmls)[:_LARGEST_TEXT], tuple(files))


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that hold something; never looks into a mail inside the mail."""
    waiting = [_mended(message)]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [
                _mended(child) for child in reversed(payload) if isinstance(child, Message)
            ]
        else:
            yield part


def text_of(part: Message) -> str:
    """Return a text part decoded, whatever its transfer encoding and charset claim."""
    text = decode(octets_of(part), str(part.get_content_charset("") or ""))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def octets_of(part: Message) -> bytes:
    """Return a part's content as bytes; of a mail inside the mail, that whole mail."""
    if part.is_multipart():
        return b"\n".join(
            bytes_of(one) for one in part.get_payload() if isinstance(one, Message)
        )
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def bytes_of(message: Message) -> bytes:
    """Return a parsed mail as it was written, also where it breaks the rules."""
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, ValueError, AttributeError, KeyError):
        lines = [f"{name}: {value}" for name, value in message.raw_items()]
        head = "\n".join(lines).encode("utf-8", "surrogateescape")
        return head + b"\n\n" + (b"" if message.is_multipart() else octets_of(message))


def _mended(part: Message) -> Message:
    """Give a multipart whose boundary is missing or wrong the boundary that its body shows."""
    if part.get_content_maintype() != "multipart" or part.is_multipart():
        return part
    octets = octets_of(part)
    shown = _BOUNDARY_LINE.search(octets)
    if shown:
        head = b'Content-Type: multipart/mixed; boundary="' + shown[1] + b'"\n\n'
        again = message_from_bytes(head + octets)
        if again.is_multipart():
            return again
    bare = Message()
    bare["Content-Type"] = "text/plain"
    bare.set_payload(octets.decode("ascii", "surrogateescape"))
    return bare


def _is_file(part: Message) -> bool:
    return raw_field(part, "Content-Disposition").lower().startswith("attachment") or bool(
        _file_name(part)
    )


def _file_name(part: Message) -> str:
    """Return the name the sender gave, decoded by RFC 2231 or RFC 2047, without any folder."""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            found = part.get_param(parameter, None, header)
            name = collapse_rfc2231_value(found) if found else ""
        except (UnicodeError, LookupError, ValueError, TypeError):
            continue
        if name:
            octets = name.encode("utf-8", "surrogateescape")
            whole = decode_words(decode(octets))
            return _UNSEEN.sub("", re.split(r"[/\\]", whole)[-1]).strip(" .")[:200]
    return ""


def _attachment(part: Message, number: int) -> Attachment:
    kind = part.get_content_type()
    suffix = {"message/rfc822": ".eml", "text/calendar": ".ics", "text/html": ".html"}.get(
        kind, ""
    )
    return Attachment(
        name=_file_name(part) or f"{number}{suffix}",
        content_type=kind,
        content=octets_of(part),
        content_id=raw_field(part, "Content-ID").strip("<> "),
    )
