"""Choose the few words that decided, for people to read."""

from amends.language.normalise import Folded
from amends.rooms.understand.analysis import Reason
from amends.rooms.understand.cues import Hit, Word, original_span


MOST = 8
_FIELD_OF = {
    "negative": "is_complaint",
    "mild": "severity",
    "abuse": "abuse_score",
    "news": "is_complaint",
}


def reasons(
    words: list[Word],
    folded: Folded,
    hits: list[Hit],
    topics: tuple[str, ...],
    flags: dict[str, float],
    *,
    is_complaint: bool,
) -> tuple[Reason, ...]:
    """Return at most eight reasons, the weightiest of each field first, in the order of the text."""
    found: dict[tuple[str, str], tuple[float, Reason]] = {}
    for hit in hits:
        field = _field(hit, topics, flags, is_complaint=is_complaint)
        if field and (field, hit.cue.why) not in found:
            start, end = original_span(hit, words, folded)
            found[field, hit.cue.why] = (
                hit.cue.weight + hit.cue.severity,
                Reason(field, start, end, hit.cue.why),
            )
    chosen = sorted(found.values(), key=lambda pair: -pair[0])[:MOST]
    return tuple(
        sorted(
            (reason for _, reason in chosen), key=lambda reason: (reason.start, reason.field)
        )
    )


def _field(
    hit: Hit, topics: tuple[str, ...], flags: dict[str, float], *, is_complaint: bool
) -> str:
    name = hit.cue.field
    if name in flags:
        return name if flags[name] >= 0.5 else ""  # noqa: PLR2004 - the contract's threshold
    if name in topics:
        return "topics"
    if name == "praise":
        return "" if is_complaint else "sentiment"
    if name in {"anger", "severity", "abuse", "mild", "negative"} and (
        is_complaint or hit.cue.severity
    ):
        return _FIELD_OF.get(name, name)
    return "is_complaint" if name == "news" else ""
