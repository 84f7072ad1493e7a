"""Note which monitors find what in words that were not said to us, and how likely we are meant.

What is direct never comes here, nor do brands that listen for nothing (S4a-07, S4b-01, S4b-04,
S4d-07).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from amends.casebook.models import Author, Directness, Hit, HitState, Mention, Monitor, Standing
from amends.casebook.models import Lesson as LessonRow
from amends.language.naming.relevance import (
    UNTAUGHT,
    Circumstances,
    Lesson,
    Relevance,
    signs_of,
    weigh,
)
from amends.language.naming.terms import Found, Term, Terms
from amends.rooms.understand.analysis import Analysis


SPOKEN: Final = frozenset({"ar", "fa", "en", "mixed"})
VAGUE: Final = frozenset({"other", "question", "praise"})
GRAVE: Final = 5
SURE: Final = 0.9
"""So sure a complaint has to be that names no matter: talk of anything else often sounds a bit like one."""
FIELDS: Final = ("brand", "monitor", "state", "relevance", "spans", "signs", "because")

Read = tuple[Mention, Analysis]


class Listening(NamedTuple):
    """What one brand listens for: its names, and the words that make it likely that it is meant."""

    names: Terms
    own_words: Terms


class _Hit(NamedTuple):
    monitor: Monitor | None
    found: Sequence[Found]
    signs: Sequence[str]
    relevance: Relevance


def note_hits(readings: Iterable[Read]) -> None:
    """Write what the monitors find in these mentions; an answer that a person gave stays."""
    indirect = [read for read in readings if _is_to_be_looked_at(read[0])]
    if not indirect:
        return
    rows = Monitor.objects.filter(brand__in={m.brand_id for m, _ in indirect}, is_enabled=True)
    by_brand: dict[int, list[Monitor]] = {}
    for monitor in rows.prefetch_related("sources").order_by("pk"):
        by_brand.setdefault(monitor.brand_id, []).append(monitor)
    hits = [
        hit for brand, monitors in by_brand.items() for hit in _hits(brand, monitors, indirect)
    ]
    Hit.objects.bulk_create(
        hits, update_conflicts=True, unique_fields=["mention"], update_fields=FIELDS
    )


def _is_to_be_looked_at(mention: Mention) -> bool:
    is_answered = mention.case_id is not None or _answer_of(mention) is not None
    is_theirs = not mention.is_ours and not mention.automatic
    return mention.directness != Directness.DIRECT and is_theirs and not is_answered


def _answer_of(mention: Mention) -> str | None:
    hit = getattr(mention, "hit", None)
    return hit.state if hit and hit.state in {HitState.YES, HitState.NO} else None


def _hits(brand: int, monitors: Sequence[Monitor], readings: Sequence[Read]) -> Iterator[Hit]:
    listening = _listening(tuple(map(_written, monitors)))
    lesson = _lesson_of(brand)
    for mention, reading in readings:
        if mention.brand_id == brand:
            fit = [one for one in monitors if _listens(one, mention, reading)]
            yield _row(mention, reading, _best(mention, reading, fit, listening, lesson))


def _listens(monitor: Monitor, mention: Mention, reading: Analysis) -> bool:
    places = [source.pk for source in monitor.sources.all()]
    languages = monitor.languages
    return (not places or mention.source_id in places) and (
        not languages or reading.lang in languages
    )


def _best(
    mention: Mention,
    reading: Analysis,
    monitors: Sequence[Monitor],
    listening: Listening,
    lesson: Lesson,
) -> _Hit | None:
    """Return the hit that is likeliest us; None where no monitor finds a name."""
    text = f"{mention.text}\n{mention.subject}"
    found, beside = listening.names.find(text), listening.own_words.find(text)
    hits = []
    for monitor in monitors:
        own = [one for one in found if one.owner == monitor.pk]
        if own:
            is_beside = any(one.owner == monitor.pk for one in beside)
            signs = signs_of(text, own, _about(mention, reading, has_own_word=is_beside))
            hits.append(_Hit(monitor, own, signs, weigh(signs, lesson)))
    return max(hits, key=lambda hit: hit.relevance.value, default=None) or _unnamed(
        mention, reading, lesson
    )


def _unnamed(mention: Mention, reading: Analysis, lesson: Lesson) -> _Hit | None:
    """Return a hit without a name where a search found the text: its words may have been cut off."""
    if mention.directness != Directness.FOUND:
        return None
    signs = signs_of("", (), _about(mention, reading, has_own_word=False))
    signs = tuple(sign for sign in signs if sign != "short_name")
    return _Hit(None, (), signs, weigh(signs, lesson))


def _about(mention: Mention, reading: Analysis, *, has_own_word: bool) -> Circumstances:
    author: Author | None = mention.author
    has_problem = not VAGUE.issuperset(reading.topics)
    is_sure = has_problem or reading.complaint_probability >= SURE
    return Circumstances(
        is_complaint=reading.is_complaint
        and is_sure
        and "is_complaint" not in reading.abstained,
        has_problem=has_problem,
        is_searched=mention.directness == Directness.FOUND,
        is_known_author=author is not None
        and author.standing in {Standing.CUSTOMER, Standing.PLAUSIBLE},
        is_other_language=reading.lang not in SPOKEN,
        has_own_word=has_own_word,
        place=str(mention.source_id),
        language=reading.lang,
    )


def _row(mention: Mention, reading: Analysis, hit: _Hit | None) -> Hit:
    if hit is None:
        return Hit(mention=mention, brand_id=mention.brand_id, state=HitState.NONE)
    length = len(mention.text)
    return Hit(
        mention=mention,
        brand_id=mention.brand_id,
        monitor=hit.monitor,
        state=_state(hit, reading),
        relevance=hit.relevance.value,
        spans=[[one.start, one.end] for one in hit.found if one.end <= length],
        signs=list(hit.signs),
        because=[[reason.sign, reason.weight] for reason in hit.relevance.because],
    )


def _state(hit: _Hit, reading: Analysis) -> HitState:
    """Say whether we are meant; where somebody may come to harm a name of ours is enough (S4c-13)."""
    is_grave = reading.severity >= GRAVE and bool(hit.found)
    is_us = bool(hit.found) and hit.relevance.is_us
    return HitState.US if is_us or is_grave else HitState.MAYBE


def _lesson_of(brand: int) -> Lesson:
    row = LessonRow.objects.filter(brand=brand).first()
    if row is None:
        return UNTAUGHT
    return Lesson(row.yes, row.no, {sign: (yes, no) for sign, (yes, no) in row.by_sign.items()})


_Words = tuple[str, ...]


def _written(monitor: Monitor) -> tuple[int, _Words, _Words, _Words]:
    return (
        monitor.pk,
        tuple(monitor.words),
        tuple(monitor.excluded_words),
        tuple(monitor.own_words),
    )


@lru_cache(maxsize=64)
def _listening(monitors: tuple[tuple[int, _Words, _Words, _Words], ...]) -> Listening:
    names = [
        Term(pk, word, is_excluding=is_excluding)
        for pk, words, excluded, _ in monitors
        for is_excluding, given in ((False, words), (True, excluded))
        for word in given
    ]
    own = [Term(pk, word) for pk, _, _, own_words in monitors for word in own_words]
    return Listening(Terms(names), Terms(own))
