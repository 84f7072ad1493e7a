"""Charts as server-side SVG figures: time runs with reading direction, a table stands beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from amends.web.reader import number


WIDTH, LOW, HIGH = 480, 200, 24  # of the drawing; y of zero and of the top
AXIS = 40  # what the numbers of the axis take from the end of the reading direction
WORDS = 8  # below the bars at most: letters are drawn larger on a phone
BARS = ("a", "b", "c")


@dataclass(frozen=True, slots=True)
class Box:
    """One part of a bar; ``kind`` is its class in the style sheet."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Word:
    """Words at a place."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grid with its number."""

    y: str
    word: Word


@dataclass(frozen=True, slots=True)
class Chart:
    """What a template draws: the grid, boxes or dots, words, and the line of a curve."""

    rules: tuple[Rule, ...]
    boxes: tuple[Box, ...] = ()
    words: tuple[Word, ...] = ()
    dots: tuple[tuple[str, str], ...] = ()
    turn: str = ""
    start: str = "0"
    end: str = str(WIDTH - AXIS)

    @property
    def line(self) -> str:
        """Return the points of the curve."""
        return " ".join(f"{x},{y}" for x, y in self.dots)


def bars(values: Sequence[Sequence[int]], labels: Sequence[str]) -> Chart:
    """Stack each row of values as one bar, first row where reading starts."""
    top = _top([sum(row) for row in values])
    step = (WIDTH - AXIS) / max(len(values), 1)
    width = min(26.0, step * 0.6)
    boxes = [
        box for n, row in enumerate(values) for box in _stack(row, _at(n, step), width, top)
    ]
    every = -(-len(labels) // WORDS)
    words = [
        Word(f"{_at(n, step):.1f}", str(LOW + 24), text)
        for n, text in enumerate(labels)
        if n % every == 0
    ]
    start, end = _ground()
    return Chart(_rules(top), tuple(boxes), tuple(words), start=start, end=end)


def curve(values: Sequence[int], first: str, last: str, turn: float | None = None) -> Chart:
    """Draw one value after another; ``turn`` is where something changed, 0 to 1 of the way."""
    top = _top(values)
    step = (WIDTH - AXIS) / max(len(values), 1)
    dots = [(f"{_at(n, step):.1f}", f"{_y(v, top):.1f}") for n, v in enumerate(values)]
    words = (Word(dots[0][0], str(LOW + 24), first), Word(dots[-1][0], str(LOW + 24), last))
    at = "" if turn is None else f"{_at(turn * len(values) - 0.5, step):.1f}"
    start, end = _ground()
    return Chart(_rules(top), (), words, tuple(dots), at, start, end)


def _ground() -> tuple[str, str]:
    """Leave room for the numbers where reading begins."""
    if get_language_bidi():
        return "0", str(WIDTH - AXIS)
    return str(AXIS), str(WIDTH)


def _at(n: float, step: float) -> float:
    x = AXIS + step * (n + 0.5)
    return WIDTH - x if get_language_bidi() else x


def _stack(row: Sequence[int], x: float, width: float, top: int) -> list[Box]:
    made, reached = [], 0
    for kind, value in zip(BARS, row, strict=True):
        if value:
            y = _y(reached + value, top)
            height = max(_y(reached, top) - y - 2, 1)
            made.append(
                Box(kind, f"{x - width / 2:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}")
            )
        reached += value
    return made


def _y(value: float, top: int) -> float:
    return LOW - (LOW - HIGH) * value / top


def _top(values: Sequence[int]) -> int:
    """Return a round number at least as large as every value, even, so that its half is whole."""
    most = max([*values, 2])
    size = 10 ** (len(str(most)) - 1)
    return next(int(n * size) for n in (1, 2, 4, 6, 8, 10) if n * size >= most and n * size > 1)


def _rules(top: int) -> tuple[Rule, ...]:
    x = WIDTH - AXIS / 2 if get_language_bidi() else AXIS / 2
    return tuple(
        Rule(f"{_y(v, top):.1f}", Word(f"{x:.0f}", f"{_y(v, top) + 4:.1f}", number(v)))
        for v in (0, top // 2, top)
    )
