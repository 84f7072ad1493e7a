"""Turn the probabilities of one text into every field of its analysis, as `judge` does for a batch."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from amends.rooms.understand import judge
from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.rooms.understand.blend import AT, squash
from amends.rooms.understand.evidence import Rows


_PRAISE_AND_QUESTION = tuple(judge.NOT_OF_COMPLAINTS.tolist())
_TOPICS = slice(AT[f"topic:{TOPICS[0]}"], AT[f"topic:{TOPICS[-1]}"] + 1)
_SEVERITY = slice(AT["severity:2"], AT["severity:5"] + 1)
_ANGER = slice(AT["anger:1"], AT["anger:3"] + 1)
_FLAGS = slice(AT[FLAGS[0]], AT[FLAGS[-1]] + 1)


class Verdict(NamedTuple):
    """What was decided of one text; `probabilities` and `flags` stand in the order of FLAGS."""

    complaint: float
    is_complaint: bool
    score: float
    sentiment: int
    topics: tuple[str, ...]
    severity: int
    anger: int
    probabilities: tuple[float, ...]
    flags: tuple[bool, ...]
    abuse: float
    unsure: tuple[str, ...]


def decide(
    odds: Rows,
    stars: float | None,
    lang_probability: float,
    thresholds: Mapping[str, float],
    leaning: float,
) -> Verdict:
    """Decide every field of one text; the arguments are those of `judge.judge`."""
    side = leaning + judge.OF_LETTERS * (odds[AT["positive"]] - odds[AT["negative"]])
    odds = np.append(odds, side)
    if stars is not None and not math.isnan(stars):
        odds[AT["complaint"]] += judge.STARS * (judge.HALF - stars)
    elif lang_probability == 0:
        # Figures, signs and emoji alone accuse nobody.
        odds[AT["complaint"]] -= judge.MUTE
    shares = squash(odds)
    surest = max(shares[AT["negative"]], shares[AT["positive"]])
    score = float(np.round((2 * shares[-1] - 1) * surest, judge.PLACES))
    chances: list[float] = shares.tolist()
    rounded: list[float] = np.round(shares, judge.PLACES).tolist()
    complaint, flags = rounded[AT["complaint"]], tuple(rounded[_FLAGS])
    is_complaint = complaint >= judge.HALF
    said = surest >= thresholds.get("sentiment", judge.HALF)
    return Verdict(
        complaint,
        is_complaint,
        score,
        (score > 0) - (score < 0) if said else 0,
        _topics(chances[_TOPICS], thresholds, complaint),
        _severity(chances[_SEVERITY], thresholds, is_complaint=is_complaint),
        sum(chance >= judge.HALF for chance in chances[_ANGER]),
        flags,
        tuple(map(_is_said, flags, _least(thresholds))),
        rounded[AT["abuse"]],
        _unsure(lang_probability, complaint, score, max(chances[_TOPICS]), flags),
    )


def _least(thresholds: Mapping[str, float]) -> list[float]:
    return [thresholds.get(flag, judge.HALF) for flag in FLAGS]


def _is_said(chance: float, least: float) -> bool:
    return chance >= least


def _topics(
    chances: list[float], thresholds: Mapping[str, float], complaint: float
) -> tuple[str, ...]:
    # Who complains hardly praises or asks, whatever else he says.
    hushed = (1 - complaint) ** judge.HUSHED
    chances = [
        chance * hushed if at in _PRAISE_AND_QUESTION else chance
        for at, chance in enumerate(chances)
    ]
    first = max(range(len(chances)), key=chances.__getitem__)
    second = max((at for at in range(len(chances)) if at != first), key=chances.__getitem__)
    if chances[first] < thresholds.get("first_topic", 0.0):
        first = judge.OTHER
    if chances[second] < thresholds.get("topic", judge.HALF) or first == second:
        return (TOPICS[first],)
    return TOPICS[first], TOPICS[second]


def _severity(
    reaches: Sequence[float], thresholds: Mapping[str, float], *, is_complaint: bool
) -> int:
    mean, least = 1.0, 1.0
    for reach in reaches:
        least = min(least, reach)
        mean += least
    if least >= thresholds.get("severity:5", judge.HALF):
        return judge.GRAVEST
    if not is_complaint:
        return 1
    return max(math.floor(mean + judge.HALF), 2 - (reaches[0] < judge.HALF / 2))


def _unsure(
    lang_probability: float,
    complaint: float,
    score: float,
    topic: float,
    flags: Sequence[float],
) -> tuple[str, ...]:
    doubts = {
        "lang": lang_probability < judge.UNSURE_LANGUAGE,
        "is_complaint": abs(complaint - judge.HALF) < judge.UNSURE,
        "sentiment": abs(score) < judge.UNSURE,
        "topics": topic < judge.LEAST_TOPIC,
    }
    named = tuple(name for name, is_doubtful in doubts.items() if is_doubtful)
    near = (abs(chance - judge.HALF) < judge.UNSURE for chance in flags)
    return (*named, *(flag for flag, is_near in zip(FLAGS, near, strict=True) if is_near))
