"""Read one message: what kind it is, how grave, and which words say so (S0-02, S0-18, S1-02)."""

from collections.abc import Iterable

from amends.language.entities import find_private_data
from amends.rooms.understand.analysis import Analysis


__all__ = ["Analysis", "analyse", "analyse_many"]


def analyse(
    text: str, *, order_pattern: str | None = None, rating: float | None = None
) -> Analysis:
    """Return the analysis of one message.

    `order_pattern` is the brand's regular expression for order numbers; `rating` is the share of
    the stars given, 0 to 1, where the source has stars.
    """
    spans = find_private_data(text, order_pattern)
    probability = 0.5 if rating is None else 1.0 - rating
    return Analysis(
        lang="other",
        dialect=None,
        is_complaint=probability >= 0.5,  # noqa: PLR2004 - the contract's threshold
        complaint_probability=probability,
        sentiment=0,
        sentiment_score=0.0,
        topics=("other",),
        severity=1,
        anger=0,
        private_data=tuple(dict.fromkeys(span.kind for span in spans)),
        private_data_spans=spans,
    )


def analyse_many(texts: Iterable[str], *, order_pattern: str | None = None) -> list[Analysis]:
    """Return the analysis of each text, in order."""
    return [analyse(text, order_pattern=order_pattern) for text in texts]
