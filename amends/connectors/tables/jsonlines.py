"""Tables of one JSON object per line."""

import json
from collections.abc import Iterator

from amends.connectors.tables.rows import (
    BAD_CHARACTER,
    NOT_JSON,
    NOT_OBJECT,
    Row,
    broken_row,
    has_unstorable,
)


def read_json_lines(lines: Iterator[tuple[int, str, str]]) -> Iterator[Row]:
    """Yield one row per object; numbers keep every digit, what is nested stays JSON."""
    for number, text, problem in lines:
        if problem:
            yield broken_row(number, text, problem)
        elif text.strip():
            yield _row(number, text)


def _row(number: int, text: str) -> Row:
    try:
        read = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return broken_row(number, text, NOT_JSON)
    if not isinstance(read, dict):
        return broken_row(number, text, NOT_OBJECT)
    values = {str(name): _text(value) for name, value in read.items()}
    if has_unstorable("".join((*values, *values.values()))):
        return broken_row(number, text, BAD_CHARACTER)
    return Row(number, values)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)
