"""Read one message: what kind it is, how grave, and which words say so (S0-02, S0-18, S1-02)."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from amends import language
from amends.language.entities import find_private_data
from amends.language.identify import Identification, identify_many
from amends.language.model import Model, load
from amends.language.normalise import Folded, fold_with_offsets
from amends.rooms.understand.analysis import Analysis, error_row
from amends.rooms.understand.cues import find_hits, words_of
from amends.rooms.understand.judge import Facts, judge
from amends.rooms.understand.phrases import lexicon


__all__ = ["Analysis", "analyse", "analyse_many", "error_row"]

# Cues of a text grow with its length; what decides stands in the first pages.
_READ_AT_MOST = 20_000


def analyse(
    text: str, *, order_pattern: str | None = None, rating: float | None = None
) -> Analysis:
    """Return the analysis of one message.

    `order_pattern` is the brand's regular expression for order numbers; `rating` is the share of
    the stars given, 0 to 1, where the source has stars.
    """
    return analyse_many([text], order_pattern=order_pattern, ratings=[rating])[0]


def analyse_many(
    texts: Iterable[str],
    *,
    order_pattern: str | None = None,
    ratings: Sequence[float | None] | None = None,
) -> list[Analysis]:
    """Return the analysis of each text, in order. In batches it is several times faster."""
    originals = list(texts)
    read = [text[:_READ_AT_MOST] for text in originals]
    folded = [fold_with_offsets(text) for text in read]
    model = feelings()
    scores = model.scores([one.text for one in folded]).tolist()
    stars = ratings or [None] * len(originals)
    together = zip(originals, folded, identify_many(read), scores, stars, strict=True)
    return [
        judge(
            replace(
                _facts(text, one, identified),
                scores=dict(zip(model.heads, row, strict=True)),
                private=find_private_data(text, order_pattern),
                rating=rating,
            )
        )
        for text, one, identified, row, rating in together
    ]


def _facts(text: str, folded: Folded, identified: Identification) -> Facts:
    table = identified.lang if identified.lang in {"ar", "fa", "en"} else "en"
    words = words_of(folded.text, table)
    cues = lexicon(table)
    turn = max((at for at, word in enumerate(words) if word.text in cues.turns), default=-1)
    return Facts(
        text=text,
        folded=folded,
        identified=identified,
        words=words,
        hits=find_hits(words, cues),
        turn=turn,
    )


@cache
def feelings() -> Model:
    """Return the model of feelings: the file AMENDS_WEIGHTS names, else the one in the package."""
    given = os.environ.get("AMENDS_WEIGHTS", "")
    return load(
        Path(given) if given else Path(language.__file__).parent / "weights" / "feelings.npz"
    )
