"""Which column of somebody's table is which field: guessed from its name, else its values."""

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from amends.connectors.values.dates import read_date
from amends.language.normalise import fold


MOSTLY = 0.8  # of the values that are filled in
SHORTEST_TEXT = 12  # characters on average; shorter columns are codes and names

_MARKS = re.compile(r"[\W_]+")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_URL = re.compile(r"https?://\S+")

Values = Sequence[Mapping[str, str]]


def guess_mapping(
    headers: Sequence[str], sample: Values, table: str = "mentions"
) -> dict[str, str]:
    """Return the column of each field that could be told; no column serves two fields.

    ``table`` is mentions, customers or orders. Names decide first, a more telling name before
    a less telling one; for what is missing, values: e-mail, address of a page, date, and the
    longest text.
    """
    mapping: dict[str, str] = {}
    free = {_key(header): header for header in reversed(headers)}
    for _, field, name in _names(table):
        if field not in mapping and name in free:
            mapping[field] = free.pop(name)
    left = [header for header in headers if header not in mapping.values()]
    for field, column in _guess_by_values(left, sample).items():
        if field in _fields(table) and field not in mapping:
            mapping[field] = column
    return mapping


def is_known(name: str) -> bool:
    """Tell whether people call a column of a table of messages so."""
    return _key(name.strip("\ufeff")) in _known()


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(name for _, _, name in _names("mentions"))


def _guess_by_values(columns: Sequence[str], sample: Values) -> dict[str, str]:
    guessed: dict[str, str] = {}
    for column in columns:
        values = [row[column].strip() for row in sample if row.get(column, "").strip()]
        if field := _field_of(values):
            guessed.setdefault(field, column)
    left = [column for column in columns if column not in guessed.values()]
    longest = max(left, key=lambda column: _mean_length(column, sample), default="")
    if longest and _mean_length(longest, sample) >= SHORTEST_TEXT:
        guessed["text"] = longest
    return guessed


def _field_of(values: Sequence[str]) -> str:
    """Say what most of the values are, empty when they could be anything."""
    shares = {
        "email": sum(bool(_EMAIL.fullmatch(value)) for value in values),
        "url": sum(bool(_URL.fullmatch(value)) for value in values),
        "said_at": sum(read_date(value) is not None for value in values),
    }
    return next((f for f, n in shares.items() if values and n >= MOSTLY * len(values)), "")


def _mean_length(column: str, sample: Values) -> float:
    return sum(len(row.get(column, "")) for row in sample) / max(len(sample), 1)


@functools.cache
def _names(table: str) -> tuple[tuple[int, str, str], ...]:
    """Return (rank, field, folded name), the most telling names of all fields first."""
    read = _tables()[table]
    return tuple(
        sorted(
            (
                (rank, field, _key(name))
                for field, names in read.items()
                for rank, name in enumerate(names)
            ),
            key=lambda entry: entry[0],
        )
    )


def _fields(table: str) -> frozenset[str]:
    return frozenset(_tables()[table])


@functools.cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(
        files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    )


def _key(name: str) -> str:
    """Fold a column's name so that ``Review_ID`` and ``review id`` are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return _MARKS.sub(" ", fold(apart).lower()).strip()
