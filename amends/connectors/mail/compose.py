"""Write an answer down as a mail that right-to-left readers can read."""

import re
import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime
from html import escape

from amends.connectors.mail.settings import Settings
from amends.connectors.protocol import Attachment, Outgoing, Undeliverable


RIGHT_TO_LEFT = frozenset({"ar", "fa"})
_MARK = "\u200f"
_MAILBOX = re.compile(r"[^\s<>@,;:\"()\[\]\\]+@[^\s<>@,;:\"()\[\]\\]+")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def compose(outgoing: Outgoing, settings: Settings, said_at: datetime) -> EmailMessage:
    """Return the mail that says this; ``said_at`` in UTC.

    Raises Undeliverable where a header would hold a line break: somebody tries to write headers
    of his own.
    """
    _refuse_line_breaks(outgoing)
    mail = EmailMessage(policy=_policy(outgoing, settings))
    mail["From"] = _address(settings.address, settings.sender_name)
    mail["To"] = _address(outgoing.to)
    mail["Subject"] = outgoing.subject
    mail["Date"] = format_datetime(said_at)
    mail["Message-ID"] = outgoing.key
    answered = (*outgoing.references, outgoing.parent)
    if outgoing.parent:
        mail["In-Reply-To"] = outgoing.parent
    if any(answered):
        mail["References"] = " ".join(dict.fromkeys(one for one in answered if one))
    if outgoing.automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(plain_part(outgoing.text, outgoing.language))
    mail.add_alternative(html_part(outgoing), subtype="html")
    for file in outgoing.attachments:
        _attach(mail, file)
    return mail


def plain_part(text: str, language: str) -> str:
    """Return the text with each line told to run right to left where it would not do so itself.

    A line that starts with a Latin word or a number turns the whole line around in many readers.
    """
    if language not in RIGHT_TO_LEFT:
        return text
    lines = text.split("\n")
    return "\n".join(_MARK + line if _starts_left_to_right(line) else line for line in lines)


def html_part(outgoing: Outgoing) -> str:
    """Return the HTML with language and direction said."""
    direction = (
        "rtl" if outgoing.language in RIGHT_TO_LEFT else "ltr" if outgoing.language else "auto"
    )
    language = f' lang="{escape(outgoing.language)}"' if outgoing.language else ""
    inner = outgoing.html or _paragraphs(outgoing.text)
    return f'<div dir="{direction}"{language}>{inner}</div>\n'


def needs_utf8(*addresses: str) -> bool:
    """Tell whether an address has letters that older mail servers do not know."""
    return not "".join(addresses).isascii()


def _paragraphs(text: str) -> str:
    parts = re.split(r"\n[ \t]*\n+", text.strip())
    return "\n".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts)


def _starts_left_to_right(line: str) -> bool:
    """Tell whether the first letter or number of a line does not run right to left."""
    for letter in line:
        direction = unicodedata.bidirectional(letter)
        if direction in {"R", "AL"}:
            return False
        if direction in {"L", "EN", "AN"}:
            return True
    return False


def _policy(outgoing: Outgoing, settings: Settings) -> "EmailPolicy[EmailMessage]":
    return SMTPUTF8 if needs_utf8(outgoing.to, settings.address) else SMTP


def _address(given: str, shown: str = "") -> Address:
    """Return one mailbox; the library itself refuses letters before the @ that are not Latin."""
    local, _, domain = given.rpartition("@")
    if not _MAILBOX.fullmatch(given):
        raise Undeliverable(f"This is not one e-mail address: {given}")
    return Address(shown, username=local, domain=domain)


def _refuse_line_breaks(outgoing: Outgoing) -> None:
    names = [part for file in outgoing.attachments for part in (file.name, file.content_type)]
    heads = (outgoing.to, outgoing.subject, outgoing.parent, outgoing.key, *outgoing.references)
    if any(_BREAKS.search(value) for value in (*heads, *names)):
        raise Undeliverable("A header of this mail would hold a line break.")


def _attach(mail: EmailMessage, file: Attachment) -> None:
    main, _, sub = file.content_type.partition("/")
    known = (
        (main, sub) if main and sub and main != "multipart" else ("application", "octet-stream")
    )
    mail.add_attachment(file.content, maintype=known[0], subtype=known[1], filename=file.name)
