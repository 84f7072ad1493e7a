"""Find the cues of a message: words with their clitics taken off, phrases in order, negation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from amends.language.normalise import Folded
from amends.rooms.understand.phrases import Cue, Element, Lexicon, Phrase


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s,\"':()\-]")
_ENDS = frozenset(".!?;\u06d4")
_GAP = 4
_MOST_HITS = 300
_SHORTEST_START = 2
_LEAST_STEM = 3
_ARABIC_BEFORE = (
    "ال",
    "وال",
    "بال",
    "فال",
    "كال",
    "هال",
    "وبال",
    "وعال",
    "لل",
    "ولل",
    "عال",
    "و",
    "ب",
    "ف",
    "ل",
    "ك",
    "ه",
)
_ARABIC_BEHIND = ("ه", "ها", "هم", "هن", "ي", "ك", "كم", "كن", "نا", "و", "وا", "ني", "كو")
_PERSIAN_BEHIND = (
    "ها", "هاي", "هام", "هاش", "هاتون", "هاشون", "يي", "ي", "م", "ت", "ش", "مون", "تون", "شون",
    "ه", "س", "ست", "ام", "ات", "اش", "ايم", "ايد", "ين", "يم", "رو", "و", "تر",
)  # fmt: skip
# What a negation right before takes away; a refund or a price stays a topic when denied.
_DENIABLE = frozenset({
    "delivery_late", "damaged", "defective", "wrong_item", "safety_health", "staff_behavior",
    "missing_part", "negative", "anger", "mild", "insult_to_person", "threat", "abuse", "severity",
    "payment",
})  # fmt: skip
_DENIED_PRAISE = Cue("negative", "praise denied", weight=1.8, complaint=1.9)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of the folded text with the forms it may stand for."""

    text: str
    start: int
    end: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that was found, by the first and last word it covers."""

    cue: Cue
    first: int
    last: int


def words_of(folded: str, lang: str) -> list[Word]:
    """Split a folded text into words, each with its bare forms in the language."""
    found = []
    for match in _WORD.finditer(folded):
        text = match[0].replace("'", "")
        found.append(Word(text, match.start(), match.end(), forms_of(text, lang)))
    return found


@lru_cache(maxsize=1 << 16)
def forms_of(word: str, lang: str) -> tuple[str, ...]:
    """Return a word and what is left of it without particles before and pronouns behind."""
    if len(word) <= _LEAST_STEM or word.isascii():
        return (word,)
    if lang == "ar":
        bare = [word, *(word.removeprefix(p) for p in _ARABIC_BEFORE if word.startswith(p))]
        return _long_enough(
            bare
            + [
                form.removesuffix(s)
                for form in bare
                for s in _ARABIC_BEHIND
                if form.endswith(s)
            ]
        )
    if lang == "fa":
        return _long_enough(
            [word, *(word.removesuffix(s) for s in _PERSIAN_BEHIND if word.endswith(s))]
        )
    return (word,)


def _long_enough(forms: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _LEAST_STEM))


def find_hits(words: list[Word], lexicon: Lexicon) -> list[Hit]:
    """Return the cues in the order of the text; a denied one is dropped or turned round."""
    hits = []
    for at, word in enumerate(words):
        seen: set[Cue] = set()
        for phrase in _starting_with(word, lexicon):
            last = None if phrase.cue in seen else _last_of(phrase, words, at)
            if last is not None:
                seen.add(phrase.cue)
                hits.append(Hit(phrase.cue, at, last))
    return [
        turned
        for hit in _longest(hits[:_MOST_HITS])
        if (turned := _negated(hit, words, lexicon))
    ]


def _starting_with(word: Word, lexicon: Lexicon) -> Iterator[Phrase]:
    for form in word.forms:
        yield from lexicon.by_word.get(form, ())
        for length in range(_SHORTEST_START, min(len(form), lexicon.longest_start) + 1):
            yield from lexicon.by_start.get(form[:length], ())


def _last_of(phrase: Phrase, words: list[Word], at: int) -> int | None:
    last = at
    for element in phrase.rest:
        found = _next(element, words, last + 1)
        if found is None:
            return None
        last = found
    return last


def _next(element: Element, words: list[Word], at: int) -> int | None:
    for place in range(at, min(len(words), at + 1 + _GAP * element.gap)):
        if element.matches(words[place].forms):
            return place
        if words[place].text in _ENDS:
            return None
    return None


def _longest(hits: list[Hit]) -> list[Hit]:
    # Inside a longer hit of the same field a shorter one says nothing new.
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.first - hit.last):
        if not any(
            hit.cue.field == other.cue.field
            and hit.cue.level <= other.cue.level
            and other.first <= hit.first
            and hit.last <= other.last
            for other in kept
        ):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _negated(hit: Hit, words: list[Word], lexicon: Lexicon) -> Hit | None:
    if not _is_denied(hit, words, lexicon):
        return hit
    if hit.cue.field == "praise":
        return replace(hit, cue=_DENIED_PRAISE)
    return None if hit.cue.field in _DENIABLE else hit


def _is_denied(hit: Hit, words: list[Word], lexicon: Lexicon) -> bool:
    reach = 2 if hit.cue.field in {"praise", "negative"} else 1
    if words[hit.first].text not in lexicon.negators:
        for place in range(hit.first - 1, max(-1, hit.first - 1 - reach), -1):
            if words[place].text in _ENDS:
                break
            if words[place].text in lexicon.negators:
                return True
    after = words[hit.last + 1 : hit.last + 3]
    return words[hit.last].text not in lexicon.negators_after and any(
        word.text in lexicon.negators_after for word in after
    )


def original_span(hit: Hit, words: list[Word], folded: Folded) -> tuple[int, int]:
    """Return the code points of the original text that a hit covers."""
    return folded.original_span(words[hit.first].start, words[hit.last].end)
