"""Weigh what was found in a message into every field of its analysis."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from amends.language.entities import Span
from amends.language.identify import Identification
from amends.language.normalise import Folded
from amends.rooms.understand.analysis import FLAGS, TOPICS, Analysis
from amends.rooms.understand.cues import Hit, Word
from amends.rooms.understand.reasons import reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One message taken apart: its words, the cues among them, and what the model felt."""

    text: str
    folded: Folded
    identified: Identification
    words: list[Word]
    hits: list[Hit]
    turn: int = -1
    scores: Mapping[str, float] = field(default_factory=dict)
    private: tuple[Span, ...] = ()
    rating: float | None = None


# Prior log odds: how rare each is in a shop's mail before a word is read.
_PRIOR = dict.fromkeys(FLAGS, -3.0)
_COMPLAINT_PRIOR = -1.3
_HALF = 0.5
_UNSURE = 0.12
_SIDE = 0.2
_LITTLE = 2
_NO_FAILURE = "question praise other refund return_exchange warranty_service price_promo"
_FAILURES = frozenset(TOPICS) - set(_NO_FAILURE.split())
# How far the sentiment model of a language is to be believed, by its figures across sources.
_TRUST = {"ar": 0.45, "fa": 0.6, "en": 0.15, "other": 0.2}
_MODEL_REACH = 3.5
_BEFORE_BUT = 0.3
_MOST_PRAISE_FELT = 0.8
"""A named failure is a complaint, however kindly it is put."""
_SHOUTS = re.compile(r"[!؟?]{3,}|!.*!.*!|(\w)\1{3,}", re.DOTALL)
_QUESTION = re.compile(r"[?؟]")
_MOST_OF_ONE_CUE = 2
_TAKEN = frozenset({"payment", "refund", "account_privacy"})


def judge(facts: Facts) -> Analysis:
    """Return the analysis of a message. The same facts always give the same answer."""
    hits = _that_count(facts)
    sums = _sums(hits)
    feeling = _feeling(facts)
    # Rounded before they decide, so that what is written never contradicts the verdict.
    complaint = round(_complaint(facts, hits, feeling), 3)
    flags = {flag: round(_squash(_flag_odds(flag, sums, facts)), 3) for flag in FLAGS}
    is_complaint = complaint >= _HALF
    score = _sentiment_score(sums, feeling, hits, complaint)
    topics = _topics(sums, facts, score, is_complaint=is_complaint)
    return Analysis(
        lang=facts.identified.lang,
        dialect=facts.identified.dialect,
        is_complaint=is_complaint,
        complaint_probability=complaint,
        sentiment=_side(score),
        sentiment_score=round(score, 3),
        topics=topics,
        severity=_severity(hits, flags, is_complaint=is_complaint),
        anger=_anger(facts, hits, flags, is_complaint=is_complaint),
        **{flag: probability >= _HALF for flag, probability in flags.items()},
        abuse_score=round(_abuse(sums, facts, flags), 3),
        private_data=tuple(dict.fromkeys(span.kind for span in facts.private)),
        private_data_spans=facts.private,
        probabilities=flags,
        abstained=_abstained(facts, complaint, score, topics, flags),
        because=reasons(
            facts.words, facts.folded, hits, topics, flags, is_complaint=is_complaint
        ),
    )


def _that_count(facts: Facts) -> list[Hit]:
    failing = any(
        hit.cue.field in _FAILURES | {"negative", "duration"} or hit.cue.severity > _LITTLE
        for hit in facts.hits
    )
    return [hit for hit in facts.hits if not hit.cue.needs or failing]


def _sums(hits: list[Hit]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    times: dict[str, int] = defaultdict(int)
    for hit in hits:
        times[hit.cue.field] += 1
        # The second time counts half, further ones say nothing new.
        if times[hit.cue.field] <= _MOST_OF_ONE_CUE:
            sums[hit.cue.field] += hit.cue.weight / times[hit.cue.field]
    return sums


def _feeling(facts: Facts) -> float:
    raw = facts.scores.get("positive", 0.0) - facts.scores.get("negative", 0.0)
    return max(-_MODEL_REACH, min(_MODEL_REACH, raw)) * _TRUST[facts.identified.lang]


def _complaint(facts: Facts, hits: list[Hit], feeling: float) -> float:
    strongest: dict[str, float] = {}
    for hit in hits:
        before = strongest.get(hit.cue.field, 0.0)
        # Praise before a "but" is politeness: what follows is meant.
        weight = _BEFORE_BUT if hit.cue.field == "praise" and hit.last < facts.turn else 1.0
        strongest[hit.cue.field] = max(before, weight * hit.cue.complaint, key=abs)
    sarcastic = "sarcasm" in strongest
    if sarcastic:
        strongest.pop("praise", None)
    odds = _COMPLAINT_PRIOR + sum(strongest.values()) - min(feeling, _MOST_PRAISE_FELT)
    if facts.rating is not None:
        odds += 3.0 * (_HALF - facts.rating)
    if "complaint" in facts.scores:
        odds += facts.scores["complaint"]
    if _asks_only(facts, strongest):
        odds -= 1.5
    return _squash(odds)


def _asks_only(facts: Facts, strongest: dict[str, float]) -> bool:
    bad = any(
        odds > 1 for name, odds in strongest.items() if name not in {"question", "praise"}
    )
    return bool(_QUESTION.search(facts.text)) and not bad


def _flag_odds(flag: str, sums: dict[str, float], facts: Facts) -> float:
    return _PRIOR[flag] + sums.get(flag, 0.0) + _HALF * facts.scores.get(flag, 0.0)


def _sentiment_score(
    sums: dict[str, float], feeling: float, hits: list[Hit], complaint: float
) -> float:
    bad = sum(max(hit.cue.complaint, 0.0) for hit in hits[:12])
    praise = 0.0 if "sarcasm" in sums else 1.3 * sums.get("praise", 0.0)
    score = math.tanh(0.3 * (praise - 0.7 * bad + 1.2 * feeling))
    # Who complains is not pleased, whatever kind words frame it.
    return min(score, 0.6 - complaint) if complaint >= _HALF else score


def _side(score: float) -> int:
    return (score > _SIDE) - (score < -_SIDE)


def _topics(
    sums: dict[str, float], facts: Facts, score: float, *, is_complaint: bool
) -> tuple[str, ...]:
    weights = {topic: sums[topic] for topic in TOPICS if sums.get(topic, 0.0) > 1}
    if is_complaint:
        weights.pop("praise", None)
        weights.pop("question", None)
    elif _QUESTION.search(facts.text):
        weights["question"] = weights.get("question", 0.0) + 1.5
    best = sorted(weights, key=lambda topic: (-weights[topic], TOPICS.index(topic)))[:2]
    if not best and not is_complaint and score > _SIDE:
        best = ["praise"]
    return tuple(best) or ("other",)


def _severity(hits: list[Hit], flags: dict[str, float], *, is_complaint: bool) -> int:
    found = {
        hit.cue.severity for hit in hits if hit.cue.severity and not _is_mere_name(hit, hits)
    }
    if 5 in found:  # noqa: PLR2004 - safety, health, fraud
        return 5
    if not is_complaint:
        return 1
    topics = {hit.cue.field for hit in hits}
    failed_again = flags["repeat"] >= _HALF and bool(
        topics & {"no_response", "refund", "defective", "not_received"}
    )
    if 4 in found or (failed_again and flags["threat"] >= _HALF):  # noqa: PLR2004 - much at stake
        return 4
    trivial = not topics & _FAILURES or topics & _FAILURES <= {"packaging"}
    return 2 if 2 in found or (trivial and not topics & {"refund", "repeat", "threat"}) else 3  # noqa: PLR2004 - levels of the contract


def _is_mere_name(hit: Hit, hits: list[Hit]) -> bool:
    """Tell whether "thieves" is only shouted: fraud is grave where money or an account is named."""
    named = {other.cue.field for other in hits}
    return hit.cue.why == "fraud" and "insult_to_person" in named and not named & _TAKEN


def _anger(
    facts: Facts, hits: list[Hit], flags: dict[str, float], *, is_complaint: bool
) -> int:
    level = max((hit.cue.level for hit in hits), default=0)
    if not is_complaint:
        return 0 if level <= 1 else level - 1
    if flags["insult_to_person"] >= _HALF or flags["threat"] >= _HALF:
        return 3
    if flags["sarcasm"] >= _HALF:
        level = max(level, 2)
    loud = bool(_SHOUTS.search(facts.text)) or _is_shouted(facts.text)
    return min(3, max(level, 1) + 1) if loud and level <= 1 else level


def _is_shouted(text: str) -> bool:
    letters = [sign for sign in text[:500] if sign.isascii() and sign.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > 0.6 * len(letters)  # noqa: PLR2004 - a few capitals are a name


def _abuse(sums: dict[str, float], facts: Facts, flags: dict[str, float]) -> float:
    said = sums.get("abuse", 0.0)
    felt = max(-4.0, min(4.0, facts.scores.get("abuse", -4.0)))
    return max(
        _squash(_HALF * felt - 1.2 + said),
        0.9 * flags["insult_to_person"] if said or flags["insult_to_person"] >= _HALF else 0.0,
    )


def _abstained(
    facts: Facts,
    complaint: float,
    score: float,
    topics: tuple[str, ...],
    flags: dict[str, float],
) -> tuple[str, ...]:
    unsure = {
        "lang": facts.identified.probability < 0.6,  # noqa: PLR2004 - little better than a guess among three
        "is_complaint": abs(complaint - _HALF) < _UNSURE,
        "sentiment": not facts.hits and abs(score) < 0.1,  # noqa: PLR2004 - hardly a side
        "topics": topics == ("other",) and complaint >= _HALF,
        **{flag: abs(odds - _HALF) < _UNSURE for flag, odds in flags.items()},
    }
    return tuple(name for name, is_unsure in unsure.items() if is_unsure)


def _squash(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
