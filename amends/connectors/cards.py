"""The table of docs/connectors.md, made from the types: ``python -m amends.connectors.cards PAGE``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from amends.connectors.kinds import Kind
from amends.connectors.protocol import Capability, Counting, Door, Hook, Listener
from amends.connectors.registry import CONNECTORS


BEGIN, END = "<!-- table -->\n", "<!-- /table -->"
HEAD = (
    "| kind | hears | answers in public | answers in private | longest text "
    "| same message twice | asks for money |",
    "|---|---|---|---|---|---|---|",
)
DOORS = {Door.API: "by API", Door.DEEP_LINK: "by hand, through a link", Door.NONE: "no"}
UNITS = {
    Counting.CODE_POINTS: "letters",
    Counting.UTF16: "UTF-16 units",
    Counting.GRAPHEMES: "letters as seen",
    Counting.UTF8_BYTES: "bytes",
    Counting.X_WEIGHTED: "as X weighs them",
}
MICROS = 1_000_000


def table() -> str:
    """Return one row for each kind of channel, in the order of their names."""
    return "\n".join([*HEAD, *(_row(kind) for _, kind in sorted(CONNECTORS.items()))]) + "\n"


def _row(kind: Kind) -> str:
    can = kind.capability
    cells = (
        kind.name,
        _hears(kind),
        _door(can.public, can.public_window_hours),
        _door(can.private, can.private_window_hours),
        f"{can.max_length} {UNITS[can.counting]}" if can.max_length else "–",
        "harmless" if can.may_repeat else _twice(can),
        ", ".join(_prices(can)) or "–",
    )
    return f"| {' | '.join(cells)} |"


def _hears(kind: Kind) -> str:
    connector = kind.connector
    asked = {"asks": Listener, "is called": Hook}
    ways = [way for way, protocol in asked.items() if issubclass(connector, protocol)]
    kept = "" if kind.capability.may_store else "; keeps no text"
    return (" and ".join(ways) or "when somebody writes it down") + kept


def _door(door: Door, window_hours: int) -> str:
    return DOORS[door] + (f", for {window_hours} h" if window_hours else "")


def _twice(can: Capability) -> str:
    return "visible twice" if Door.API in {can.public, can.private} else "–"


def _prices(can: Capability) -> Iterator[str]:
    prices = can.prices
    told = (
        ("heard", prices.read),
        ("heard in private", prices.read_private),
        ("answer", prices.answer),
        ("answer with a link", prices.answer_with_link),
        ("private", prices.private),
    )
    for what, micros in told:
        if micros:
            yield f"{what} {micros / MICROS:.3f} $"


def rewrite(page: str) -> str:
    """Return a page with the table between its two marks made anew."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.write_text(rewrite(place.read_text(encoding="utf-8")), encoding="utf-8")
