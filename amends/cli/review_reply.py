"""``amends review-reply``: judge draft replies, JSON lines in, JSON lines out. Never loads Django."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import typer


_HALF_A_SIGN = re.compile("[\ud800-\udfff]")


def review_reply(path: Annotated[str, typer.Argument(metavar="PATH|-")]) -> None:
    """Review each line's draft by the default policy; a line that cannot be read keeps its id and the error."""
    from amends.playbook.rows import review_line

    for number, line in enumerate(_lines(path), start=1):
        sys.stdout.write(_written(review_line(line, number)) + "\n")


def _written(judged: Mapping[str, Any]) -> str:
    """Write a row; half a sign, which no output takes, as JSON escapes it."""
    text = json.dumps(judged, ensure_ascii=False)
    return _HALF_A_SIGN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _lines(path: str) -> Iterator[str]:
    try:
        yield from _filled(sys.stdin.buffer if path == "-" else open(path, "rb"))  # noqa: SIM115, PTH123 - the process ends with the file
    except OSError as wrong:
        typer.echo(f"{path}: {wrong.strerror}", err=True)
        raise typer.Exit(2) from wrong


def _filled(lines: Iterable[bytes]) -> Iterator[str]:
    """Skip empty lines; a byte that is no UTF-8 must not stop the file."""
    for raw in lines:
        line = raw.decode("utf-8-sig", errors="replace").strip()
        if line:
            yield line
