"""Judge who is speaking from signs alone: evidence, confidence, standing (S3-02, S3-03, S3-04)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from amends.language.normalise import fold
from amends.language.similar import Shingles, is_alike, shingles, telling
from amends.playbook.verdict import Verdict


CUSTOMER, PLAUSIBLE, UNKNOWN, FAKE = "customer", "plausible", "unknown", "suspected_fake"
BURST_SIGNS: Final = ("burst", "similar_texts", "new_accounts", "no_order")


class BadTable(ValueError):
    """A table of this room cannot be used."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What each sign is worth, and from where a confidence counts."""

    weights: Mapping[str, float]
    customer_from: float
    plausible_from: float


@dataclass(frozen=True, slots=True)
class BurstTable:
    """From when on near-identical texts of new accounts look like a campaign."""

    within_minutes: int
    new_within_hours: int
    from_authors: int
    similarity: float
    words_from: int
    looked_at: int


def read_tables(raw: Mapping[str, Any]) -> tuple[Evidence, BurstTable]:
    """Check the room's table; raises BadTable with the row that is wrong."""
    try:
        evidence = Evidence(weights=dict(raw["weights"]), **raw["standing"])
        burst = BurstTable(**raw["burst"])
    except (KeyError, TypeError) as wrong:
        raise BadTable(f"evidence.toml: {wrong}") from wrong
    for name, weight in evidence.weights.items():
        if not 0 < weight < 1:
            raise BadTable(f"evidence.toml [weights] {name}: {weight} is not between 0 and 1")
    if evidence.weights["order_in_public"] >= evidence.customer_from:
        raise BadTable("evidence.toml: an order number in public must not make a customer")
    return evidence, burst


def _load() -> tuple[Evidence, BurstTable]:
    table = files("amends.rooms.verify") / "tables" / "evidence.toml"
    return read_tables(tomllib.loads(table.read_text(encoding="utf-8")))


EVIDENCE, BURST = _load()


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence that speaks for one customer."""

    code: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an author: the signs found now, and what was concluded before."""

    signs: tuple[Sign, ...] = ()
    has_burst: bool = False
    known_standing: str = UNKNOWN
    known_customer_id: int | None = None
    known_confidence: float = 0.0
    known_evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identification:
    """Who stands behind an author; ``customer_id`` only where the evidence makes a customer."""

    standing: str
    customer_id: int | None
    confidence: float


def judge(facts: Facts, evidence: Evidence = EVIDENCE) -> Verdict[Identification]:
    """Weigh the signs, strongest customer first; what was known before is never lost by a new word.

    Whoever is not known is taken for a customer with a problem (S4a-17).
    A person's word stands: an author a moderator called a troll stays one (S3-05 asks for people).
    """
    confidence, customer_id, codes = _strongest(facts.signs, evidence)
    because = tuple(dict.fromkeys((*facts.known_evidence, *codes)))
    if facts.known_standing == "troll" or facts.known_confidence > confidence:
        known = Identification(
            facts.known_standing, facts.known_customer_id, facts.known_confidence
        )
        return Verdict(known, facts.known_evidence)
    if confidence >= evidence.customer_from:
        return Verdict(Identification(CUSTOMER, customer_id, confidence), because)
    if confidence >= evidence.plausible_from:
        return Verdict(Identification(PLAUSIBLE, None, confidence), because)
    if facts.has_burst or facts.known_standing == FAKE:
        signs = tuple(dict.fromkeys((*because, *BURST_SIGNS)))
        return Verdict(Identification(FAKE, None, confidence), signs)
    return Verdict(Identification(UNKNOWN, None, confidence), because)


def _strongest(
    signs: Iterable[Sign], evidence: Evidence
) -> tuple[float, int | None, tuple[str, ...]]:
    codes_by_customer: dict[int, set[str]] = {}
    for sign in signs:
        codes_by_customer.setdefault(sign.customer_id, set()).add(sign.code)
    weighed = [
        (combine(evidence.weights[code] for code in codes), -customer, codes)
        for customer, codes in codes_by_customer.items()
    ]
    if not weighed:
        return 0.0, None, ()
    confidence, customer, codes = max(weighed, key=lambda row: row[:2])
    return confidence, -customer, tuple(sorted(codes))


def combine(weights: Iterable[float]) -> float:
    """Add up independent signs: none alone, nor all together, reach certainty."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    return round(1.0 - doubt, 4)


@dataclass(frozen=True, slots=True)
class Said:
    """One public text near in time: who said it, when, and what we know of him."""

    author_id: int
    text: str
    said_at: datetime
    known_since: datetime | None
    is_unknown: bool


def find_burst(
    mention: Said, others: Iterable[Said], table: BurstTable = BURST
) -> Verdict[frozenset[int]]:
    """Return the authors of a burst this text belongs to, itself included; empty for none (S3-03)."""
    own, near = pieces_of(mention.text), timedelta(minutes=table.within_minutes)
    if own.words < table.words_from or not _is_new(mention, table):
        return Verdict(frozenset(), ())
    alike = {
        other.author_id
        for other in others
        if abs(other.said_at - mention.said_at) <= near
        and _is_new(other, table)
        and _is_alike(own, pieces_of(other.text), table)
    } | {mention.author_id}
    if len(alike) < table.from_authors:
        return Verdict(frozenset(), ())
    return Verdict(frozenset(alike), BURST_SIGNS)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as it is compared: how many different words, its pieces, and the few of them that decide."""

    words: int
    shingles: Shingles
    telling: Shingles


@lru_cache(maxsize=512)
def pieces_of(text: str) -> Pieces:
    """Return the pieces of a text; each is compared with the hundred that come after it."""
    folded = fold(text)
    pieces = shingles(folded)
    return Pieces(len(set(folded.split())), pieces, telling(pieces, BURST.similarity))


def _is_alike(one: Pieces, other: Pieces, table: BurstTable) -> bool:
    # The few decide only for the similarity of the table of this room, by which they were chosen.
    if table.similarity >= BURST.similarity and one.telling.isdisjoint(other.telling):
        return False
    return is_alike(one.shingles, other.shingles, table.similarity)


def _is_new(said: Said, table: BurstTable) -> bool:
    known_for = timedelta()
    if said.known_since is not None:
        known_for = said.said_at - said.known_since
    return said.is_unknown and known_for <= timedelta(hours=table.new_within_hours)
