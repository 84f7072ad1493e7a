"""Turn the probabilities of a batch into every field of its analyses."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.rooms.understand.blend import AT, squash
from amends.rooms.understand.evidence import Rows
from amends.rooms.understand.tokens import Numbers


HALF = 0.5
UNSURE = 0.12
UNSURE_LANGUAGE = 0.6
PLACES = 3
OF_LETTERS = 0.3
STARS = 3.0
"""How many log odds the stars say, from the worst to the best."""
MUTE = 6.0
HUSHED = 0.5
"""Praise and questions shrink with this power of not being a complaint."""
_MOST_TOPICS = 2
LEAST_TOPIC = 0.2
_FLAG_AT = np.array([AT[flag] for flag in FLAGS])
_TOPIC_AT = np.array([AT[f"topic:{topic}"] for topic in TOPICS])
_SEVERITY_AT = np.array([AT[f"severity:{level}"] for level in range(2, 6)])
_ANGER_AT = np.array([AT[f"anger:{level}"] for level in range(1, 4)])
NOT_OF_COMPLAINTS = np.array([TOPICS.index("praise"), TOPICS.index("question")])
OTHER = TOPICS.index("other")
GRAVEST = 5


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was decided of each text of a batch, as arrays; `topics` holds two, the second -1 if none."""

    complaint: Rows
    is_complaint: NDArray[np.bool_]
    score: Rows
    sentiment: Numbers
    topics: Numbers
    severity: Numbers
    anger: Numbers
    probabilities: Rows
    flags: NDArray[np.bool_]
    abuse: Rows
    unsure: Mapping[str, NDArray[np.bool_]]


def judge(
    odds: Rows,
    stars: Rows,
    lang_probability: Rows,
    thresholds: Mapping[str, float],
    leaning: Rows | None = None,
) -> Verdicts:
    """Decide every field of each text. `stars` is a share of all stars, or NaN without any.

    `leaning` is what a reader of all kinds of text says of its side, as log odds of the good one.
    """
    odds = odds.copy()
    odds[:, AT["complaint"]] += np.where(np.isnan(stars), 0.0, STARS * (HALF - stars))
    # Figures, signs and emoji alone accuse nobody.
    odds[(lang_probability == 0) & np.isnan(stars), AT["complaint"]] -= MUTE
    chances = squash(odds)
    # Rounded before they decide, so that what is written never contradicts the verdict.
    complaint = np.round(chances[:, AT["complaint"]], PLACES)
    flags = np.round(chances[:, _FLAG_AT], PLACES)
    is_complaint = complaint >= HALF
    said = flags >= np.array([thresholds.get(flag, HALF) for flag in FLAGS])
    topics = _topics(chances[:, _TOPIC_AT], complaint, thresholds)
    leaning = np.zeros(len(odds)) if leaning is None else leaning
    score, sentiment = _sentiment(odds, chances, leaning, thresholds)
    return Verdicts(
        complaint,
        is_complaint,
        score,
        sentiment,
        topics,
        _severity(chances[:, _SEVERITY_AT], is_complaint, thresholds),
        (chances[:, _ANGER_AT] >= HALF).sum(axis=1),
        flags,
        said,
        np.round(chances[:, AT["abuse"]], PLACES),
        _unsure(lang_probability, complaint, score, chances[:, _TOPIC_AT], flags),
    )


def _sentiment(
    odds: Rows, chances: Rows, leaning: Rows, thresholds: Mapping[str, float]
) -> tuple[Rows, Numbers]:
    bad, good = chances[:, AT["negative"]], chances[:, AT["positive"]]
    # The blend has read letters to shops only: of what else people write the reader knows more.
    side = leaning + OF_LETTERS * (odds[:, AT["positive"]] - odds[:, AT["negative"]])
    surest = np.maximum(bad, good)
    score = np.round((2 * squash(side) - 1) * surest, PLACES)
    feeling = np.where(surest >= thresholds.get("sentiment", HALF), np.sign(score), 0)
    return score, feeling.astype(np.int64)


def _topics(chances: Rows, complaint: Rows, thresholds: Mapping[str, float]) -> Numbers:
    chances = chances.copy()
    # Who complains hardly praises or asks, whatever else he says.
    chances[:, NOT_OF_COMPLAINTS] *= ((1 - complaint) ** HUSHED)[:, None]
    order = np.argsort(-chances, axis=1, kind="stable")[:, :_MOST_TOPICS]
    values = np.take_along_axis(chances, order, axis=1)
    order[values[:, 0] < thresholds.get("first_topic", 0.0), 0] = OTHER
    order[(values[:, 1] < thresholds.get("topic", HALF)) | (order[:, 0] == order[:, 1]), 1] = -1
    return order


def _severity(
    reaches: Rows, is_complaint: NDArray[np.bool_], thresholds: Mapping[str, float]
) -> Numbers:
    reaches = np.minimum.accumulate(reaches, axis=1)
    # The mean and not the likeliest: a step too far costs more than two small ones.
    severity = np.floor(1 + HALF + reaches.sum(axis=1))
    severity[~is_complaint] = 1
    severity[is_complaint] = np.maximum(
        severity[is_complaint], 2 - _mild(reaches[is_complaint])
    )
    severity[reaches[:, -1] >= thresholds.get("severity:5", HALF)] = GRAVEST
    return np.asarray(severity, np.int64)


def _mild(reaches: Rows) -> Numbers:
    return np.asarray(reaches[:, 0] < HALF / 2, np.int64)


def _unsure(
    lang_probability: Rows, complaint: Rows, score: Rows, topics: Rows, flags: Rows
) -> dict[str, NDArray[np.bool_]]:
    return {
        "lang": lang_probability < UNSURE_LANGUAGE,
        "is_complaint": np.abs(complaint - HALF) < UNSURE,
        "sentiment": np.abs(score) < UNSURE,
        "topics": topics.max(axis=1) < LEAST_TOPIC,
        **{flag: np.abs(flags[:, at] - HALF) < UNSURE for at, flag in enumerate(FLAGS)},
    }
