"""Analyse one short text word by word: the answers of a batch, several times sooner than a batch of one."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from amends.language.alone import Alone, AloneReader
from amends.language.entities import Span, find_private_data
from amends.language.heads import DIALECTS, LANGUAGES
from amends.language.pieces import MOST_WORDS, Piece
from amends.rooms.understand import blend, verdict
from amends.rooms.understand.analysis import Analysis, Reason
from amends.rooms.understand.evidence import Counts, cue_columns, surface_of
from amends.rooms.understand.kinds import DWELLS, Traits
from amends.rooms.understand.matching import matcher
from amends.rooms.understand.reading import (
    TABLES,
    leaning_of,
    model_rows,
    weights,
)
from amends.rooms.understand.reasons import WHY, reasons_of
from amends.rooms.understand.tokens import spans_of
from amends.rooms.understand.walking import Hit, walk


FEWEST_DIGITS = 3
"""With fewer digits a text holds no number worth looking for, but for a code."""
_CODED = re.compile(r"[A-Z]0|0[A-Z]")
_MAILED = re.compile(r"[a-z0-9]@")


class Token(NamedTuple):
    """A word or sign of a piece as the cue tables read it, and where it stands in the original."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Said:
    """What a piece holds for the cue tables: tokens, counts of signs, and kinds by table."""

    tokens: tuple[Token, ...]
    counts: Counts
    is_coded: bool
    kinds: dict[int, tuple[Traits, ...]] = field(default_factory=dict)


@cache
def _known() -> dict[str, Said]:
    return {}


@cache
def _reader() -> AloneReader:
    return AloneReader(weights().reader)


def analyse_alone(
    text: str, order_pattern: str | None, rating: float | None
) -> Analysis | None:
    """Return the analysis of one text; None where it has to be read as a batch of one."""
    chosen = weights()
    if chosen.lessons is not None or chosen.own is not None:
        return None
    alone = _reader().read(text)
    if alone is None:
        return None
    said = [_said(piece) for _, piece in alone.pieces]
    counts = _counts(said)
    table = int(TABLES[alone.lang])
    kinds = _kinds(said, table)
    hits = walk(kinds)
    columns = cue_columns(
        [(hit.cue, hit.before_turn) for hit in hits], blend.columns_of(chosen.blend.cues)
    )
    scores = model_rows(alone.logits[None])[0]
    odds = chosen.blend.odds_of_one(scores, surface_of(counts), columns, alone.lang)
    found = verdict.decide(
        odds,
        rating,
        alone.lang_probability,
        chosen.blend.thresholds,
        float(leaning_of(alone.logits[None])[0]),
    )
    may_hold = counts.digits >= FEWEST_DIGITS or any(one.is_coded for one in said)
    may_dwell = any(kind.flags & DWELLS for kind in kinds)
    spans = (
        find_private_data(text, order_pattern, may_dwell=may_dwell)
        if may_hold or may_dwell or order_pattern
        else ()
    )
    because = reasons_of(_spots(hits, said, alone.pieces), found) or _telling(alone, found)
    return _together(alone, found, spans, because)


def _said(piece: Piece) -> Said:
    known = _known()
    said = known.get(piece.raw)
    if said is None:
        if len(known) >= MOST_WORDS:
            known.clear()
        said = known[piece.raw] = _take_apart(piece)
    return said


def _take_apart(piece: Piece) -> Said:
    folded, origins = piece.folded.text, piece.folded.origins
    tokens = tuple(
        Token(folded[start:end].replace("'", ""), origins[start], origins[end - 1] + 1)
        for start, end in spans_of(folded)
    )
    raw = "".join([piece.raw[at] for at in origins])
    plain = [sign for sign in raw if sign <= "z"]
    digits = sum("0" <= sign <= "9" for sign in folded)
    counts = Counts(
        folded.count("?"),
        folded.count("!"),
        sum("A" <= sign <= "Z" for sign in plain),
        sum(sign >= "a" for sign in plain),
        len(piece.folded.stretched),
        len(folded),
        digits,
        folded.count("@"),
        folded.count("/"),
    )
    return Said(tokens, counts, _is_coded(raw, folded, digits))


def _is_coded(raw: str, folded: str, digits: int) -> bool:
    """Tell whether letters stand before an at sign, or a capital beside a digit."""
    mixed = (
        "".join(
            "0" if "0" <= sign <= "9" else was for was, sign in zip(raw, folded, strict=True)
        )
        if digits
        else ""
    )
    return bool(_MAILED.search(folded) or _CODED.search(mixed))


def _counts(said: Sequence[Said]) -> Counts:
    total = Counts(*map(sum, zip(*(one.counts for one in said), strict=True)))
    between = sum(1 for one in said if one.counts.length) - 1
    return total._replace(length=total.length + max(0, between))


def _spots(
    hits: Sequence[Hit], said: Sequence[Said], pieces: Sequence[tuple[int, Piece]]
) -> list[tuple[int, int, int]]:
    """Return the cue of each hit and where it stands in the original."""
    if not hits:
        return []
    # Before the first token stands the sign that ends what was before the text.
    firsts = list(accumulate((len(one.tokens) for one in said), initial=1))

    def place(token: int) -> tuple[int, int]:
        at = bisect(firsts, token) - 1
        start, (_, first, behind) = pieces[at][0], said[at].tokens[token - firsts[at]]
        return start + first, start + behind

    return [(hit.cue, place(hit.first)[0], place(hit.last)[1]) for hit in hits]


def _kinds(said: Sequence[Said], table: int) -> list[Traits]:
    kind_of = matcher().kind_of
    edge = _edge(table)
    kinds = [edge]
    for one in said:
        if table not in one.kinds:
            one.kinds[table] = tuple(kind_of(token.text, table) for token in one.tokens)
        kinds += one.kinds[table]
    kinds.append(edge)
    return kinds


@cache
def _edge(table: int) -> Traits:
    return matcher().kind_of(" ", table)


def _telling(alone: Alone, found: verdict.Verdict) -> list[Reason]:
    if not found.is_complaint:
        return []
    words = sorted(_reader().telling(alone, "complaint"))
    return [Reason("is_complaint", start, end, WHY) for start, end in words]


def _together(
    alone: Alone, found: verdict.Verdict, spans: tuple[Span, ...], because: Sequence[Reason]
) -> Analysis:
    return Analysis(
        LANGUAGES[alone.lang],
        DIALECTS[alone.dialect] if alone.dialect >= 0 else None,
        found.is_complaint,
        found.complaint,
        found.sentiment,
        found.score,
        found.topics,
        found.severity,
        found.anger,
        *_six(found.flags),
        found.abuse,
        tuple(dict.fromkeys(span.kind for span in spans)),
        spans,
        found.probabilities,
        found.unsure,
        tuple(because),
    )


def _six(flags: tuple[bool, ...]) -> tuple[bool, bool, bool, bool, bool, bool]:
    insult, threat, churn, repeat, troll, sarcasm = flags
    return insult, threat, churn, repeat, troll, sarcasm
