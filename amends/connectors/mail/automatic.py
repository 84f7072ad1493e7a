"""Tell machines from people: bounces, automatic answers, lists, and our own mail coming back."""

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import Message

from amends.connectors.mail.bodies import leaves, octets_of
from amends.connectors.mail.headers import addresses, field, raw_field
from amends.connectors.mail.threads import ids_in


_DAEMONS = re.compile(
    r"^(?:mailer[-_]?daemon|mail[-_]?daemon|postmaster|mdaemon|bounces?|mail-?delivery)\b",
    re.IGNORECASE,
)
_MAILER_DAEMON = re.compile(r"^mailer[-_]?daemon@", re.IGNORECASE)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|not delivered|non[- ]?(?:remis|deliver)|delivery (?:status notif|fail|has failed|error)"
    r"|returned (?:mail|to sender)|failure notice|mail delivery|mail system error|delayed mail"
    r"|could not be delivered|message (?:delayed|rejected)"
    r"|تعذر تسليم|لم يتم تسليم|فشل تسليم|تحویل نشد|برگشت خورد|نامه برگشتی",
    re.IGNORECASE,
)
_AWAY_SUBJECT = re.compile(
    r"^\W*(?:re:\s*)?(?:auto(?:matic)?[- ]?(?:reply|response|generated reply)|autoreply|out of (?:the )?office"
    r"|on vacation|vacation (?:reply|notice)|away from (?:my mail|the office)"
    r"|رد تلقائي|الرد التلقائي|رد آلي|خارج المكتب|في إجازة"
    r"|پاسخ خودکار|پاسخ اتوماتیک|در مرخصی|خارج از دفتر)",
    re.IGNORECASE,
)
_ANSWERING_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Autoresponder")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY_CODE = re.compile(r"\b([45])\d\d[ -]")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ACTION_BY_CLASS = {"2": "delivered", "4": "delayed", "5": "failed"}


def classify(
    message: Message, text: str, own_addresses: frozenset[str]
) -> tuple[str, Mapping[str, str]]:
    """Return bounce, loop, auto_reply, list or nothing, and for a bounce what it says.

    A bounce is told by its own parts first; a person who forwards a bounce is a person.
    """
    if _is_bounce(message):
        return "bounce", _bounce(message, text)
    if _is_loop(message, own_addresses):
        return "loop", {}
    if _is_auto_reply(message):
        return "auto_reply", {}
    return ("list", {}) if _is_list(message, own_addresses) else ("", {})


def _report_type(message: Message) -> str:
    if message.get_content_type() != "multipart/report":
        return ""
    return str(message.get_param("report-type", "") or "").lower()


def _is_bounce(message: Message) -> bool:
    if _report_type(message) in {"delivery-status", "feedback-report"}:
        return True
    kinds = {part.get_content_type() for part in leaves(message)}
    if "message/delivery-status" in kinds or raw_field(message, "X-Failed-Recipients"):
        return True
    senders = [address for _, address in addresses(message, "From")]
    if any(_MAILER_DAEMON.match(sender) for sender in senders):
        return True
    is_daemon = any(_DAEMONS.match(sender) for sender in senders)
    says_so = bool(_BOUNCE_SUBJECT.search(field(message, "Subject")))
    return says_so and (is_daemon or _has_null_sender(message) or not senders)


def _has_null_sender(message: Message) -> bool:
    return raw_field(message, "Return-Path").replace(" ", "") == "<>"


def _is_loop(message: Message, own_addresses: frozenset[str]) -> bool:
    """Tell our own mail; a shop's contact form writes in our name with the customer as Reply-To."""
    senders = {address for _, address in addresses(message, "From")}
    answers_to = {address for _, address in addresses(message, "Reply-To")}
    return bool(senders & own_addresses) and answers_to <= own_addresses


def _is_auto_reply(message: Message) -> bool:
    submitted = raw_field(message, "Auto-Submitted").lower().partition(";")[0].strip()
    if submitted not in {"", "no"} or raw_field(message, "X-Auto-Response-Suppress"):
        return True
    if _report_type(message) == "disposition-notification" or _has_null_sender(message):
        return True
    if any(raw_field(message, name) for name in _ANSWERING_HEADERS):
        return True
    is_away = bool(_AWAY_SUBJECT.search(field(message, "Subject")))
    return is_away or raw_field(message, "Precedence").lower() == "auto_reply"


def _is_list(message: Message, own_addresses: frozenset[str]) -> bool:
    """Tell a list's mail, unless the list is our own address (a group as the shop's mailbox)."""
    list_id = raw_field(message, "List-Id").lower()
    post = raw_field(message, "List-Post").lower()
    if any(own in post or f"<{own.replace('@', '.')}>" in list_id for own in own_addresses):
        return False
    return bool(list_id) or raw_field(message, "Precedence").lower() in {"bulk", "list", "junk"}


def _bounce(message: Message, text: str) -> Mapping[str, str]:
    """Return recipient, status, action and original_message_id; empty where the bounce is silent."""
    fields = _report_fields(message)
    status = _first(_STATUS, fields.get("status", "")) or _status_in(text)
    is_complaint = "feedback-type" in fields
    action = "complained" if is_complaint else fields.get("action", "").lower().split(" ")[0]
    return {
        "recipient": _recipient(message, fields, text),
        "status": status,
        "action": action or _ACTION_BY_CLASS.get(status[:1], "failed"),
        "original_message_id": _original_id(message, text),
    }


def _report_fields(message: Message) -> dict[str, str]:
    """Return the report's fields by name in lower case, the first of each.

    Servers write the blocks of a report with and without blank lines, encoded or not: it is read
    line by line.
    """
    found: dict[str, str] = {}
    for part in leaves(message):
        if part.get_content_type() in {"message/delivery-status", "message/feedback-report"}:
            for line in octets_of(part).decode("latin-1").splitlines():
                name, colon, value = line.partition(":")
                if colon and value.strip():
                    found.setdefault(name.strip().lower(), value.strip())
    return found


def _recipient(message: Message, fields: Mapping[str, str], text: str) -> str:
    told = (
        fields.get("final-recipient", ""),
        fields.get("original-recipient", ""),
        fields.get("original-rcpt-to", ""),
        raw_field(message, "X-Failed-Recipients"),
    )
    for value in (*told, text):
        for found in _ADDRESS.findall(value):
            if not _DAEMONS.match(found):
                return str(found).lower()
    return ""


def _status_in(text: str) -> str:
    code = _REPLY_CODE.search(text)
    return _first(_STATUS, text) or (f"{code[1]}.0.0" if code else "")


def _original_id(message: Message, text: str) -> str:
    for returned in _returned(message):
        found = ids_in(raw_field(returned, "Message-ID"))
        if found:
            return found[0]
    in_text = re.search(
        r"^[>\s]*Message-I[dD]:\s*(<[^<>\s]+>)", text, re.MULTILINE | re.IGNORECASE
    )
    if in_text:
        return in_text[1]
    answered = ids_in(raw_field(message, "In-Reply-To"))
    return answered[0] if answered else ""


def _returned(message: Message) -> Iterator[Message]:
    """Yield the mails, or their headers, that the bounce brings back."""
    for part in leaves(message):
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            yield message_from_bytes(octets_of(part).lstrip())


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
