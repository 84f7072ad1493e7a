"""Read messages: what kind each is, how grave, and which words say so (S0-02, S0-18, S1-02)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from amends.language.entities import Span, find_private_data
from amends.language.folding import READ_AT_MOST, FoldedBatch, fold_batch
from amends.language.heads import DIALECTS, LANGUAGES
from amends.language.reading import BATCH
from amends.rooms.understand.alone import FEWEST_DIGITS, analyse_alone
from amends.rooms.understand.analysis import TOPICS, Analysis, Reason, error_row
from amends.rooms.understand.cues import Read, find_hits, read_words
from amends.rooms.understand.judge import Verdicts, judge
from amends.rooms.understand.kinds import DWELLS
from amends.rooms.understand.reading import Reading, odds_of, read, table_of, weights
from amends.rooms.understand.reasons import WHY, reasons
from amends.rooms.understand.tokens import Numbers


_FEW = 3
"""So few texts are read one by one: a batch costs more than a dozen of them."""
__all__ = ["Analysis", "analyse", "analyse_many", "error_row"]


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
    """Return the analysis of each text, in order. In batches it is a dozen times faster."""
    originals = list(texts)
    stars: list[float | None] = list(ratings or [None] * len(originals))
    if len(originals) <= _FEW:
        pairs = zip(originals, stars, strict=True)
        return [_one(text, rating, order_pattern) for text, rating in pairs]
    return [
        analysis
        for at in range(0, len(originals), BATCH)
        for analysis in _some(originals[at : at + BATCH], stars[at : at + BATCH], order_pattern)
    ]


def _one(text: str, rating: float | None, order_pattern: str | None) -> Analysis:
    found = analyse_alone(text, order_pattern, rating)
    return found or _some([text], [rating], order_pattern)[0]


def _some(
    texts: list[str], ratings: list[float | None], order_pattern: str | None
) -> list[Analysis]:
    chosen = weights()
    folded = fold_batch(texts)
    reading = read(folded, chosen)
    words = read_words(folded, table_of(reading.langs))
    hits = find_hits(words)
    verdicts = judge(
        odds_of(folded, reading, words, hits, chosen),
        np.array(ratings, np.float64),
        reading.lang_probability,
        chosen.blend.thresholds,
        reading.leaning,
    )
    private = _private(texts, folded, words, order_pattern)
    because = reasons(hits, verdicts, folded)
    _add_telling_words(because, verdicts, reading)
    return _together(reading, verdicts, private, because)


def _add_telling_words(
    because: dict[int, list[Reason]], verdicts: Verdicts, reading: Reading
) -> None:
    """Where no cue says why a text is a complaint, point at the words the model went by."""
    for at in np.flatnonzero(verdicts.is_complaint).tolist():
        if at not in because:
            telling = sorted(reading.answers.weightiest(at, "complaint"))
            because[at] = [
                Reason("is_complaint", word.start, word.end, WHY) for word in telling
            ]


def _texts_with_numbers(folded: FoldedBatch) -> Numbers:
    """Return the texts with an at sign, three digits, or a digit beside a capital: the rest hold none."""
    codes, raw = folded.codes, folded.raw
    is_digit = (codes >= ord("0")) & (codes <= ord("9"))
    is_capital = (raw >= ord("A")) & (raw <= ord("Z"))
    is_small = (codes >= ord("a")) & (codes <= ord("z"))
    # A mention begins with the sign, an address has letters before it.
    is_code = codes == ord("@")
    is_code[1:] &= (is_small | is_digit)[:-1]
    is_code[1:] |= (is_digit[1:] & is_capital[:-1]) | (is_capital[1:] & is_digit[:-1])
    begins = folded.starts[:-1]
    digits = np.add.reduceat(is_digit, begins, dtype=np.int64)
    coded = np.add.reduceat(is_code, begins, dtype=np.int64)
    return np.flatnonzero((digits >= FEWEST_DIGITS) | (coded > 0))


def _private(
    texts: list[str], folded: FoldedBatch, words: Read, order_pattern: str | None
) -> Mapping[int, tuple[Span, ...]]:
    """Look for private data only where a digit, an at sign or a word of an address stands."""
    may_hold = _texts_with_numbers(folded)
    dwelling = set(words.texts_with(DWELLS).tolist())
    chosen = dwelling | set(may_hold.tolist())
    chosen |= {at for at, text in enumerate(texts) if len(text) > READ_AT_MOST}
    if order_pattern:
        chosen = set(range(len(texts)))
    found = {
        at: find_private_data(texts[at], order_pattern, may_dwell=at in dwelling)
        for at in chosen
    }
    return {at: spans for at, spans in found.items() if spans}


def _together(
    reading: Reading,
    verdicts: Verdicts,
    private: Mapping[int, tuple[Span, ...]],
    because: Mapping[int, list[Reason]],
) -> list[Analysis]:
    count = len(verdicts.complaint)
    spans = [private.get(at, ()) for at in range(count)]
    columns = (
        [LANGUAGES[lang] for lang in reading.langs.tolist()],
        [DIALECTS[dialect] if dialect >= 0 else None for dialect in reading.dialects.tolist()],
        verdicts.is_complaint.tolist(),
        verdicts.complaint.tolist(),
        verdicts.sentiment.tolist(),
        verdicts.score.tolist(),
        map(_topic_names, *verdicts.topics.T.tolist()),
        verdicts.severity.tolist(),
        verdicts.anger.tolist(),
        *verdicts.flags.T.tolist(),
        verdicts.abuse.tolist(),
        [_kinds(found) if found else () for found in spans],
        spans,
        map(tuple, verdicts.probabilities.tolist()),
        _abstained(verdicts),
        [tuple(because[at]) if at in because else () for at in range(count)],
    )
    return list(map(Analysis, *columns))


def _kinds(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.kind for span in spans))


@lru_cache(maxsize=1024)
def _topic_names(first: int, second: int) -> tuple[str, ...]:
    return (TOPICS[first],) if second < 0 else (TOPICS[first], TOPICS[second])


def _abstained(verdicts: Verdicts) -> list[tuple[str, ...]]:
    fields = tuple(verdicts.unsure)
    bits: Numbers = np.zeros(len(verdicts.complaint), np.int64)
    for at, field in enumerate(fields):
        bits |= verdicts.unsure[field].astype(np.int64) << at
    return [_named(value, fields) for value in bits.tolist()]


@lru_cache(maxsize=4096)
def _named(bits: int, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for at, field in enumerate(fields) if bits >> at & 1)
