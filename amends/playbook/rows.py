"""Rows of `amends review-reply`: LABELS.md in, LABELS.md out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.playbook.contract import Finding, ReviewContext, Turn
from amends.playbook.review import LONGEST_DRAFT, review


_LANGS: Final = ("ar", "fa", "en")
_WHO: Final = ("customer", "customer_1", "customer_2", "shop")
_FAULTS: Final = ("ours", "not_ours", "unknown", "none")
_STAGES: Final = ("first", "follow_up", "closing")
# Zones and promises move a moment: at the edges of the calendar there is no room for that.
_YEARS: Final = range(1900, 9000)


def review_line(line: str, number: int) -> dict[str, Any]:
    """Judge one JSON line by the default policy.

    A line that cannot be read comes back as its id (else its number, from 1) and the error.
    """
    row: object = None
    try:
        row = json.loads(line)
        return _judged(_mapping(row), number)
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        return {"id": _id(row, number), "error": _sentence(wrong)}


def _judged(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    judged = review(_draft(row), read_context(row), speak="en")
    return {
        "id": _id(row, number),
        "labels": list(judged.labels),
        "verdict": judged.verdict,
        "findings": [finding_row(finding) for finding in judged.findings],
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    """Shape a finding as the contract says: under `label` or under `hint`."""
    return {
        "label" if finding.is_label else "hint": finding.code,
        "level": finding.level,
        "span": [finding.start, finding.end],
        "because": finding.because,
        "suggestion": finding.suggestion,
    }


def read_context(row: Mapping[str, Any]) -> ReviewContext:
    """Read what the desk knows from a row; raises ValueError or TypeError naming the field."""
    return ReviewContext(
        lang=_one_of(row, "lang", _LANGS),
        public=_flag(row, "public", default=None),
        dialect=row.get("dialect"),
        channel=str(row.get("channel") or ""),
        conversation=tuple(_turn(turn) for turn in _list(row, "conversation")),
        public_replies_already=_count(row),
        fault=_one_of(row, "fault", _FAULTS, "unknown"),
        stage=_one_of(row, "stage", _STAGES, "first"),
        now=_moment(row.get("now")),
        timezone=_zone(row.get("timezone")),
        recent_replies=_texts(row, "recent_replies"),
        published=_texts(row, "published"),
        safety=_flag(row, "safety", default=False),
        confirmed=_flag(row, "confirmed", default=False),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError("not a JSON object")
    return value


def _turn(value: object) -> Turn:
    turn = _mapping(value)
    return Turn(_one_of(turn, "who", _WHO), _text(turn, "text"))


def _draft(row: Mapping[str, Any]) -> str:
    text = _text(row, "reply_draft")
    if len(text) > LONGEST_DRAFT:
        raise ValueError(
            f"reply_draft has {len(text)} characters, and {LONGEST_DRAFT} are the most that is reviewed"
        )
    return text


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise TypeError(f"{name} is not a text")
    return value


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if value is not None and not isinstance(value, list):
        raise TypeError(f"{name} is not a list")
    return value or []


def _texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(row, name)
    if not all(isinstance(value, str) for value in values):
        raise TypeError(f"{name} holds something that is not a text")
    return tuple(values)


def _one_of(
    row: Mapping[str, Any], name: str, choices: tuple[str, ...], default: str | None = None
) -> str:
    value = row.get(name)
    value = default if value is None else value
    if value not in choices:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(choices)}")
    return str(value)


def _flag(row: Mapping[str, Any], name: str, *, default: bool | None) -> bool:
    value = row.get(name)
    value = default if value is None else value
    if not isinstance(value, bool):
        raise TypeError(f"{name} is not true or false")
    return value


def _count(row: Mapping[str, Any]) -> int:
    value = row.get("public_replies_already") or 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("public_replies_already is not a whole number")
    return value


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.year not in _YEARS:
        raise ValueError(f"now is {value!r}, a year no promise is made in")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _zone(value: object) -> str:
    try:
        return ZoneInfo(str(value or "UTC")).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise ValueError(f"timezone is {value!r}, not a zone such as Asia/Riyadh") from wrong


def _id(row: object, number: int) -> str:
    known = row.get("id") if isinstance(row, Mapping) else None
    return str(number if known is None else known)


def _sentence(wrong: Exception) -> str:
    if isinstance(wrong, RecursionError):
        return "not JSON: nested too deeply"
    return f"not JSON: {wrong}" if isinstance(wrong, json.JSONDecodeError) else str(wrong)
