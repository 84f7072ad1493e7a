"""Choose from which probability on a field counts as said, on labelled rows."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.rooms.understand.blend import AT, squash
from amends.rooms.understand.evidence import Rows
from amends.rooms.understand.judge import Verdicts, judge


Row = Mapping[str, Any]
Bools = NDArray[np.bool_]
STEPS = tuple(round(0.15 + 0.025 * step, 3) for step in range(19))
"""0.15 to 0.6: what is rare is said sooner than it is likely, or it would never be said."""
_LEAST_RECALL = 0.96
_LEAST_OF_GRAVEST = 0.1
"""Below this, more than half of the dangers found would be none."""


def f1(said: Bools, true: Bools) -> float:
    """Return twice the shared part of what was said and what is true."""
    both = 2 * float((said & true).sum())
    return both / max(1.0, float(said.sum() + true.sum()))


def choose(odds: Rows, rows: Sequence[Row]) -> dict[str, float]:
    """Return the threshold of each flag, of the second topic, of sentiment and of severity 5."""
    chances = squash(odds)
    found = {}
    for flag in FLAGS:
        true = np.array([bool(row[flag]) for row in rows])
        found[flag] = _best(partial(_flag_f1, chances[:, AT[flag]], true))
    found["severity:5"] = _of_gravest(chances[:, AT["severity:5"]], rows)
    found["topic"] = _best(lambda at: _topics_f1(_judged(odds, {**found, "topic": at}), rows))
    found["sentiment"] = _best(
        lambda at: _sides_f1(_judged(odds, {**found, "sentiment": at}), rows)
    )
    return found


def _flag_f1(chances: Rows, true: Bools, at: float) -> float:
    return f1(chances >= at, true)


def _best(worth: Callable[[float], float]) -> float:
    # Of equals the one nearest to a half.
    return max(STEPS, key=lambda at: (round(worth(at), 4), -abs(at - 0.5)))


def _of_gravest(chances: Rows, rows: Sequence[Row]) -> float:
    """The highest threshold that still finds nearly all: a danger missed costs most."""
    true = np.array([row["severity"] == 5 for row in rows])  # noqa: PLR2004 - the gravest
    if not true.any():
        return 0.5
    steps = (_LEAST_OF_GRAVEST, *STEPS)
    enough = [at for at in steps if (chances[true] >= at).mean() >= _LEAST_RECALL]
    return max(enough, default=_LEAST_OF_GRAVEST)


def _judged(odds: Rows, thresholds: Mapping[str, float]) -> Verdicts:
    count = len(odds)
    return judge(odds, np.full(count, np.nan), np.ones(count), thresholds)


def _topics_f1(verdicts: Verdicts, rows: Sequence[Row]) -> float:
    said = np.zeros((len(rows), len(TOPICS) + 1), bool)
    for column in (0, 1):
        said[np.arange(len(rows)), verdicts.topics[:, column]] = True
    true = np.array([[topic in row["topics"] for topic in TOPICS] for row in rows])
    return f1(said[:, :-1], true)


def _sides_f1(verdicts: Verdicts, rows: Sequence[Row]) -> float:
    true = np.array([row["sentiment"] for row in rows])
    return float(np.mean([f1(verdicts.sentiment == side, true == side) for side in (-1, 0, 1)]))
