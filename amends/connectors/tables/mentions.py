"""One row of a table of reviews or comments as a mention."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from amends.connectors.protocol import Heard, Visibility
from amends.connectors.source_settings import N_
from amends.connectors.tables import Row
from amends.connectors.values.dates import read_date
from amends.language.normalise import digits_to_ascii


NO_TEXT = N_("There is no text in this row.")

_COUNT = re.compile(r"\d+|\d{1,3}(?:[.,٬\s]\d{3})+")
_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)?")


def heard_of(
    row: Row, mapping: Mapping[str, str], *, visibility: Visibility, file_time: datetime
) -> Heard | None:
    """Return what a row says, None when it says nothing: neither words nor a rating.

    Without a column of ids the id is made of the line and the words: the same file read again
    gives the same mentions, and two people who wrote the same words stay two. A date that is
    missing or cannot be read is the time of the file, and ``data`` says so.
    """
    given = {field: row.values.get(column, "").strip() for field, column in mapping.items()}
    rating = rating_of(given.get("rating", ""))
    if not (given.get("text") or given.get("title") or rating is not None):
        return None
    said_at = read_date(given.get("said_at", ""))
    return Heard(
        external_id=given.get("id") or _made_id(row),
        text=given.get("text", ""),
        subject=given.get("title", ""),
        said_at=said_at or file_time,
        visibility=visibility,
        author_name=given.get("author", ""),
        author_handle=given.get("handle", ""),
        author_email=given.get("email", ""),
        author_phone=digits_to_ascii(given.get("phone", "")),
        url=given.get("url", ""),
        data=_data(given, rating, is_dated=said_at is not None),
    )


def _made_id(row: Row) -> str:
    words = "\0".join(f"{column}\0{value}" for column, value in row.values.items())
    return f"{row.line}-{hashlib.sha256(words.encode()).hexdigest()[:20]}"


def rating_of(text: str) -> float | None:
    """Return the first number of ``4/5``, ``۴٫۵`` or ``3 stars``, None when there is none."""
    found = _NUMBER.search(digits_to_ascii(text))
    return float(re.sub("[,٫]", ".", found[0])) if found else None


def reach_of(text: str) -> int:
    """Return a count of people in any digits, ``12,500`` too; 0 where it is none."""
    plain = digits_to_ascii(text).strip()
    return int(re.sub(r"\D", "", plain)) if _COUNT.fullmatch(plain) else 0


def _data(
    given: Mapping[str, str], rating: float | None, *, is_dated: bool
) -> dict[str, object]:
    data: dict[str, object] = {
        name: given[name] for name in ("order", "language", "site") if given.get(name)
    }
    if reach := reach_of(given.get("reach", "")):
        data["reach"] = reach
    if rating is not None:
        data["rating"] = rating
    if not is_dated:
        data["said_at_is_file_time"] = True
        if given.get("said_at"):
            data["said_at_given"] = given["said_at"]
    return data
