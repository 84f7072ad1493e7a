"""Calls: a person talks to a customer and writes down what was said, while talking.

The page belongs to the desk; what a note must hold and what it becomes is decided here.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import phonenumbers

from amends.connectors.protocol import Capability, Door, Heard, Visibility
from amends.connectors.source_settings import N_, setting
from amends.connectors.values.dates import read_date
from amends.connectors.web_form import FormRefused
from amends.language.normalise import digits_to_ascii, strip_bidi


CAPABILITY = Capability(
    reads=False,
    private=Door.DEEP_LINK,
    default_visibility=Visibility.PRIVATE,
    extra=N_("Calls are written down by hand; the answer is a call back."),
)

DIRECTIONS = ("in", "out")
LONGEST_TEXT = 5000  # characters
LONGEST_FIELD = 200
SOON = timedelta(minutes=5)  # clocks of two machines may differ so much
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Which telephone it is."""

    number: str = setting(
        N_("Number that customers call"),
        default="",
        help=N_("Only so that your team can tell telephones apart."),
    )


class Phone:
    """The telephone of a brand: it is neither asked nor made to speak."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings


def parse_call(fields: Mapping[str, str], now: datetime, country: str) -> Heard | FormRefused:
    """Turn the fields number, direction, at, summary, name, order, consent, token into a mention.

    ``at`` is ISO 8601 with its zone; empty means now. ``country`` (ISO 3166) dials numbers without
    a country code; an empty number is a caller who hid his. Without ``consent`` nobody calls back:
    the number is kept, but no link dials it. The same ``token`` with the same words is the same
    call.
    """
    given = {
        name: _clean(fields.get(name, "")) for name in ("number", "name", "order", "direction")
    }
    summary = _CONTROLS.sub("", fields.get("summary", "").replace("\r\n", "\n")).strip()
    given |= {"summary": summary, "phone": fold_number(given["number"], country)}
    said_at = _time(fields.get("at", ""), now)
    problems = _problems(given, said_at, now)
    if problems or said_at is None:
        why = N_("Please look at the marked fields.")
        return FormRefused(HTTPStatus.UNPROCESSABLE_ENTITY, why, problems)
    may_call = fields.get("consent", "") not in {"", "no", "0", "false"}
    token = fields.get("token", "") or now.isoformat()
    return _heard(given, token, said_at, may_call=may_call)


def fold_number(number: str, country: str) -> str:
    """Return a number in E.164, whatever its digits; empty for what nobody can dial."""
    plain = digits_to_ascii(strip_bidi(number)).strip()
    plain = f"+{plain[2:]}" if plain.startswith("00") else plain
    try:
        parsed = phonenumbers.parse(plain, country.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _clean(value: str) -> str:
    """Return one line without control characters."""
    return " ".join(_CONTROLS.sub(" ", value).split())


def _time(value: str, now: datetime) -> datetime | None:
    return read_date(value) if value.strip() else now


def _problems(
    given: Mapping[str, str], said_at: datetime | None, now: datetime
) -> dict[str, str]:
    problems = {}
    if given["number"] and not given["phone"]:
        problems["number"] = N_("This is not a telephone number.")
    if given["direction"] not in DIRECTIONS:
        problems["direction"] = N_("Please choose one of the values offered.")
    if not given["summary"]:
        problems["summary"] = N_("Please write what happened.")
    if len(given["summary"]) > LONGEST_TEXT:
        problems["summary"] = N_("This is too long.")
    too_long = [name for name in ("name", "order") if len(given[name]) > LONGEST_FIELD]
    problems |= {name: N_("This is too long.") for name in too_long}
    if said_at is None or said_at > now + SOON:
        problems["at"] = N_("Please give the time of the call; it cannot lie ahead.")
    return problems


def _heard(given: Mapping[str, str], token: str, said_at: datetime, *, may_call: bool) -> Heard:
    phone = given["phone"]
    words = "\0".join((token, phone, given["direction"], given["summary"], given["name"]))
    data: dict[str, object] = {"direction": given["direction"], "consent": may_call}
    return Heard(
        external_id=hashlib.sha256(words.encode()).hexdigest()[:32],
        text=given["summary"],
        said_at=said_at,
        visibility=Visibility.PRIVATE,
        author_id=phone,
        author_name=given["name"],
        author_phone=phone,
        url=f"tel:{phone}" if phone and may_call else "",
        data=data | ({"order": given["order"]} if given["order"] else {}),
    )
