"""Name what a sentence of a draft shows: its words and building blocks, what and whom it brings up."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from amends.language.normalise import fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.sentences import Sentence


BLOCKS: Final = (
    "thanks", "acknowledges", "empathy", "apology", "ownership", "fix", "step", "promise",
    "private_door", "ask_cue", "data_noun", "third_party_cause", "defensive", "argues", "blames",
    "gift", "delete_review", "canned", "own_contact", "amount", "other_customer", "non_apology",
)  # fmt: skip
WORD: Final = re.compile(r"[^\W\d_]+|\d+")
STEM: Final = 5
_MOST_WORDS: Final = 400
_MANY_WORDS: Final = (3, 6, 10, 16, 25)
_LEADS: Final = ("وال", "بال", "فال", "كال", "لل", "ال", "و")
_FULL_NAME: Final = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_TITLED: Final = re.compile(
    r"(?<!\w)(?:mr|mrs|ms|dr|اب[ويا]|ام|الاخ|الاخت|السيد|السيده|الاستاذ|الاستاذه|المهندس|الدكتور|"
    r"اقاي|خانم|سركار|جناب|مهندس|دكتر)\.? \w{3,}"
)
_MONEY: Final = re.compile(
    r"[$€£] ?\d[\d.,]*|(?<![\d.,])\d[\d.,]{0,14} ?(?:k\b|ريال|درهم|دينار|جنيه|تومان|تومن|هزار|ميليون|sar|aed|usd|dollars?|pounds?)"
)
_FACE: Final = re.compile(
    r"[\U0001f300-\U0001faff\u2600-\u27bf]|\.\.\.|\u2026|[?\u061f]{2,}|!{2,}|[\"\u00ab\u201c]"
)
_CALLED: Final = frozenset(["addressed", "known"])
_BEHIND_A_CALL: Final = frozenset([",", "!", "\u060c", ":"])
_NUMBER: Final = re.compile(r"\d{3,}")
_TOLD: Final = "#"
"""Stands for a number that the customer named himself: no word is written so."""
_MOST_TOLD, _TURNS_TOLD = 2000, 12


class Thread:
    """What has been said before a draft, folded once for all its sentences.

    `numbers` are those that the person answered has named himself.
    """

    def __init__(self, draft: Draft) -> None:
        self.said = fold(" ".join((*draft.customer_texts, *draft.context.published)))
        self.stems = stems(self.said)
        self.numbers = frozenset(_NUMBER.findall(self._of_one_person(draft)))

    def _of_one_person(self, draft: Draft) -> str:
        turns = [turn for turn in draft.context.conversation if turn.who != "shop"]
        if len({turn.who for turn in turns}) <= 1:
            return self.said
        own = [turn.text for turn in turns if turn.who == turns[-1].who]
        return fold(" ".join(text[:_MOST_TOLD] for text in own[-_TURNS_TOLD:]))


def signs_of(
    draft: Draft, at: int, blocks: Sequence[str], by_rules: Sequence[Found], thread: Thread
) -> Iterator[str]:
    """Name everything that the sentence of this number shows, and which rules have met it.

    `blocks` are the building blocks it holds.
    """
    sentence = draft.sentences[at]
    called = named_freely(draft, sentence)
    yield from words_of(sentence, called, thread.numbers)
    yield from _made(draft, blocks)
    yield from news(draft, unnamed(sentence, called).strip(), thread)
    yield from _classes(draft, sentence, blocks)
    yield from (f"rule:{found.code}" for found in by_rules if _meets(found, sentence, draft))
    yield f"at:{_place(at, len(draft.sentences))}"
    length = len(WORD.findall(sentence.text))
    yield f"words:{sum(length > edge for edge in _MANY_WORDS)}"


def _place(at: int, number: int) -> str:
    if number == 1:
        return "only"
    return {0: "first", number - 1: "last"}.get(at, "between")


def _meets(found: Found, sentence: Sentence, draft: Draft) -> bool:
    """Tell whether a rule has met a sentence; one that speaks of a whole draft has met none of several."""
    start, end = sentence.span
    first, *others = draft.sentences
    is_of_all = bool(others) and found.start <= first.start and found.end >= len(draft.text)
    return found.start < end and found.end > start and not is_of_all


def blocks_of(sentence: Sentence) -> tuple[str, ...]:
    """Return the building blocks a sentence holds, in the order of BLOCKS."""
    return tuple(block for block in BLOCKS if sentence.has(block))


def made_of(blocks: Sequence[str]) -> str:
    """Name the building blocks of a sentence in one word."""
    return "+".join(blocks) or "-"


def _made(draft: Draft, blocks: Sequence[str]) -> Iterator[str]:
    situation = f"{draft.context.fault}/{draft.context.stage}"
    for block in blocks:
        yield f"has:{block}"
        yield f"has:{block}@{situation}"
        yield f"has:{block}@{draft.context.public}"
    yield f"made:{made_of(blocks)}"


def news(draft: Draft, text: str, thread: Thread, called: str = "new") -> Iterator[str]:
    """Name what a text brings up that nobody in the conversation has said: names, sums, numbers."""
    known, folded = thread.said, fold(text)
    full = [name for name in _FULL_NAME.findall(text) if fold(name) not in known]
    names = [name for name in _NAME.findall(text) if fold(name) not in known]
    sums = [sum_ for sum_ in _MONEY.findall(folded) if sum_.strip() not in known]
    numbers = [one for one in _NUMBER.findall(folded) if one not in known]
    titled = [name for name in _TITLED.findall(folded) if name not in known]
    for kind, found in (
        ("full", full), ("name", names), ("sum", sums), ("number", numbers), ("titled", titled),
    ):  # fmt: skip
        yield f"{called}:{kind}:{min(len(found), 3)}"
        if found:
            yield f"{called}:{kind}@{draft.context.public}/{draft.context.fault == 'none'}"
    own = stems(folded)
    yield f"{called}:words:{round(4 * len(own - thread.stems) / max(1, len(own)))}"


def _classes(draft: Draft, sentence: Sentence, blocks: Sequence[str]) -> Iterator[str]:
    """Name the classes of words that a sentence brings up, and the persons it names."""
    public = draft.context.public
    present = draft.classes_in(sentence)
    yield from (f"k:{name}" for name in present)
    yield from (f"k:{name}@{public}" for name in present)
    yield from (f"k2:{one}+{other}" for one, other in combinations(sorted(present), 2))
    yield from (f"kb:{name}+{block}" for name in present for block in blocks)
    for person in draft.people_in(sentence):
        yield f"person:{person.part}"
        yield f"person:{person.form}:{person.part}"
        yield f"person:{person.form}:{person.part}@{public}"
        yield from (f"person:{person.part}+{name}" for name in present)
    yield from (f"e:{sign}" for sign in _FACE.findall(sentence.text))


def stems(folded: str) -> set[str]:
    """Return the stems of the words of a folded text."""
    return {bare(word)[:STEM] for word in WORD.findall(folded) if len(word) > 2}  # noqa: PLR2004 - small words say nothing


def named_freely(draft: Draft, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a sentence calls its reader ("Sorry Mona,") or names a colleague: nobody else.

    Spans are of the folded sentence.
    """
    text = sentence.folded.text
    called = [
        (person.start, person.end)
        for person in draft.people_in(sentence)
        if person.part in _CALLED and text[person.end :].lstrip()[:1] in _BEHIND_A_CALL
    ]
    return called + [one.span() for one in draft.colleague.finditer(text)]


def unnamed(sentence: Sentence, called: Sequence[tuple[int, int]]) -> str:
    """Return a sentence without the names in the `called` spans of its folded form."""
    return _without(sentence.text, [sentence.folded.original_span(*span) for span in called])


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def words_of(
    sentence: Sentence,
    hidden: Sequence[tuple[int, int]] = (),
    told: Collection[str] = frozenset(),
) -> Iterator[str]:
    """Name the words of one sentence: whole, by stem, by pieces, with their neighbours, at its ends.

    What stands in the `hidden` spans of the folded sentence is passed over; `told` are the numbers
    that the customer has named himself.
    """
    heard = WORD.findall(_without(sentence.folded.text, hidden))
    words = [_TOLD if word in told else bare(word) for word in heard[:_MOST_WORDS]]
    if words:
        yield f"begins:{words[0][:STEM]}"
        yield f"ends:{words[-1][:STEM]}"
    for word in words:
        yield f"w:{word}"
        yield f"s:{word[:STEM]}"
        yield from (f"g:{piece}" for piece in _pieces(word))
    for one, other in pairwise(words):
        yield f"2:{one[:STEM]} {other[:STEM]}"
    for one, _, other in zip(words, words[1:], words[2:], strict=False):
        yield f"3:{one[:STEM]} . {other[:STEM]}"


def bare(word: str) -> str:
    """Return a word without article and conjunction, a number as its length in zeros."""
    if word.startswith(_LEADS):
        for lead in _LEADS:
            if word.startswith(lead) and len(word) > len(lead) + 2:
                return word[len(lead) :]
    return "0" * len(word) if word.isdigit() else word


def _pieces(word: str) -> Iterator[str]:
    padded = f"<{word}>"
    return (padded[at : at + 4] for at in range(max(0, len(padded) - 3)))
