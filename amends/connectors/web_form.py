"""The public complaint form of a brand: the pure part, from filled-in fields to a mention.

The page, its signature over the starting time and the limit of sendings per address belong to
the web; what a form may hold and what it becomes is decided here.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

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
from amends.connectors.values.attachments import SUFFIX_BY_TYPE, cleaned, refusal
from amends.language.normalise import digits_to_ascii


CAPABILITY = Capability(
    private=Door.API,
    default_visibility=Visibility.PRIVATE,
    may_repeat=True,
    attachments=True,
    extra=N_("Answers go to the address the customer left; without one they stand on his own page."),
)  # fmt: skip

HONEYPOT = "website"  # hidden from people; programs fill in everything
LONGEST_TEXT = 5000  # characters
LONGEST_FIELD = 200
FASTEST = timedelta(seconds=3)  # nobody writes a complaint faster
OLDEST = timedelta(hours=24)

_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\.]+(\.[^\s@<>()\[\],;:\"\\.]+)+"
)
_PHONE = re.compile(r"\+?\d{5,15}")
_PHONE_MARKS = re.compile(r"[\s().\u200e\u200f\u202a-\u202e\u2066-\u2069/-]")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the form asks and accepts; every text may be left empty for the built-in one."""

    title_ar: str = setting(N_("Title in Arabic"), default="")
    title_fa: str = setting(N_("Title in Persian"), default="")
    title_en: str = setting(N_("Title in English"), default="")
    intro_ar: str = setting(N_("Introduction in Arabic"), default="")
    intro_fa: str = setting(N_("Introduction in Persian"), default="")
    intro_en: str = setting(N_("Introduction in English"), default="")
    ask_name: bool = setting(N_("Ask for the name"), default=True)
    ask_phone: bool = setting(N_("Ask for the telephone number"), default=True)
    ask_order: bool = setting(N_("Ask for the order number"), default=True)
    need_contact: bool = setting(
        N_("E-mail or telephone must be given"),
        default=False,
        help=N_("Without it some customers cannot be answered; with it some never write."),
    )
    max_files: int = setting(N_("Files per message"), default=5)
    max_file_mb: int = setting(N_("Largest file, in MB"), default=10)
    file_types: tuple[str, ...] = setting(
        N_("Accepted types of files"), default=tuple(SUFFIX_BY_TYPE), help=N_("One per line.")
    )
    embed_origins: tuple[str, ...] = setting(
        N_("Sites that may show the form"),
        default=(),
        help=N_("One per line, for example https://shop.example."),
    )

    def __post_init__(self) -> None:
        problems = {}
        if not all(is_origin(origin) for origin in self.embed_origins):
            problems["embed_origins"] = N_(
                "Please give addresses such as https://shop.example."
            )
        if not set(self.file_types) <= set(SUFFIX_BY_TYPE):
            problems["file_types"] = N_("Please choose one of the values offered.")
        if problems:
            raise SettingsError(problems)


@dataclass(frozen=True, slots=True)
class FormRefused(Refused):
    """A form that cannot be taken yet: ``problem_by_field`` says what to mend, as message ids."""

    problem_by_field: Mapping[str, str] = field(default_factory=dict)


class WebForm:
    """The form of one source."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def parse(
        self, fields: Mapping[str, str], files: Sequence[Attachment], *, now: datetime,
        started_at: datetime | None = None,
    ) -> Heard | Refused:  # fmt: skip
        """Read one submission; see ``parse_submission``."""
        return parse_submission(
            fields, files, now=now, started_at=started_at, settings=self.settings
        )

    def say(self, outgoing: Outgoing) -> Sent:
        """Answer on the customer's own page: what is settled as sent stands there at once."""
        return Sent(outgoing.key)


def parse_submission(
    fields: Mapping[str, str],
    files: Sequence[Attachment],
    *,
    now: datetime,
    started_at: datetime | None = None,
    settings: Settings = Settings(),
) -> Heard | Refused:
    """Turn the fields text, name, email, phone, order, language, token into a mention.

    ``started_at``: when the form was handed out, its signature checked by the caller. The same
    ``token`` with the same words is the same mention: a second click changes nothing. Files
    come back under safe names with their true types.
    """
    if fields.get(HONEYPOT, "").strip():
        return FormRefused(
            HTTPStatus.BAD_REQUEST, N_("This looks as if a program had sent it.")
        )
    if started_at is not None and (why := _wrong_pace(now - started_at)):
        return FormRefused(HTTPStatus.BAD_REQUEST, why)
    given = {
        name: _clean(fields.get(name, "")) for name in ("name", "email", "order", "language")
    }
    given["phone"] = _PHONE_MARKS.sub("", digits_to_ascii(_clean(fields.get("phone", ""))))
    given["text"] = _CONTROLS.sub("", fields.get("text", "").replace("\r\n", "\n")).strip()
    problems = _field_problems(given, settings) | _file_problems(files, settings)
    if problems:
        why = N_("Please look at the marked fields.")
        return FormRefused(HTTPStatus.UNPROCESSABLE_ENTITY, why, problems)
    return _heard(given, files, fields.get("token", "") or now.isoformat(), now)


def is_origin(address: str) -> bool:
    """Tell whether an address names a site and no page of it, as browsers compare sites."""
    return _ORIGIN.fullmatch(address) is not None


def _wrong_pace(taken: timedelta) -> str:
    if taken < FASTEST:
        return N_("That was very fast. Please send it once more.")
    if taken > OLDEST:
        return N_("This page was open for too long. Please send it once more.")
    return ""


def _clean(value: str) -> str:
    """Return one line without control characters."""
    return " ".join(_CONTROLS.sub(" ", value).split())


def _field_problems(given: Mapping[str, str], settings: Settings) -> dict[str, str]:
    too_long = [
        name for name, value in given.items() if name != "text" and len(value) > LONGEST_FIELD
    ]
    problems = {name: N_("This is too long.") for name in too_long}
    if not given["text"]:
        problems["text"] = N_("Please write what happened.")
    if len(given["text"]) > LONGEST_TEXT:
        problems["text"] = N_("This is too long.")
    if given["email"] and not _EMAIL.fullmatch(given["email"]):
        problems["email"] = N_("This is not an e-mail address.")
    if given["phone"] and not _PHONE.fullmatch(given["phone"]):
        problems["phone"] = N_("This is not a telephone number.")
    if settings.need_contact and not (given["email"] or given["phone"]):
        problems["email"] = N_("Please give an e-mail address or a telephone number.")
    return problems


def _file_problems(files: Sequence[Attachment], settings: Settings) -> dict[str, str]:
    if len(files) > settings.max_files:
        return {"files": N_("These are too many files.")}
    allowed, most = frozenset(settings.file_types), settings.max_file_mb * 1_000_000
    reasons = [refusal(file, allowed=allowed, max_bytes=most) for file in files]
    first = next(filter(None, reasons), "")
    return {"files": first} if first else {}


def _heard(
    given: Mapping[str, str], files: Sequence[Attachment], token: str, now: datetime
) -> Heard:
    words = "\0".join((token, *(given[name] for name in sorted(given))))
    return Heard(
        external_id=hashlib.sha256(words.encode()).hexdigest()[:32],
        text=given["text"],
        said_at=now,
        visibility=Visibility.PRIVATE,
        author_id=given["email"].lower() or given["phone"],
        author_name=given["name"],
        author_email=given["email"],
        author_phone=given["phone"],
        attachments=tuple(cleaned(file) for file in files),
        data={name: given[name] for name in ("order", "language") if given[name]},
    )
