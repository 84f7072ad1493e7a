"""Name what a draft shows to the learnt part of the review: situation, building blocks, words."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from amends.language.normalise import fold
from amends.playbook.draft import Draft
from amends.playbook.sentences import Sentence


BLOCKS: Final = (
    "thanks", "acknowledges", "empathy", "apology", "ownership", "fix", "step", "promise",
    "private_door", "ask_cue", "data_noun", "third_party_cause", "defensive", "argues", "blames",
    "gift", "delete_review", "canned", "own_contact", "amount", "other_customer", "non_apology",
)  # fmt: skip
_MOST_WORDS: Final = 400
_MANY_WORDS: Final = (8, 16, 30, 60)
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_LEADS: Final = ("وال", "بال", "فال", "كال", "لل", "ال", "و")
_STEM: Final = 5
_MOST_HEARD: Final = 60
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


def signs(draft: Draft, found: Collection[str]) -> set[str]:
    """Return the names of everything seen; `found` are the codes of the exact rules.

    A name begins with its kind, so that the same word said by the customer is another sign.
    """
    names = set(_situation(draft))
    situation = f"{draft.context.fault}/{draft.context.stage}"
    names.update(f"rule:{code}" for code in found)
    names.update(_structure(draft, situation))
    names.update(_news(draft))
    names.update(_classes(draft))
    names.update(_words(draft))
    names.update(f"c:{_bare(word)[:_STEM]}" for word in _last_heard(draft))
    return names


def _situation(draft: Draft) -> Iterator[str]:
    context = draft.context
    yield f"fault:{context.fault}"
    yield f"stage:{context.stage}"
    yield f"fault/stage:{context.fault}/{context.stage}"
    yield f"public:{context.public}"
    yield f"lang:{context.lang}"
    yield f"replies:{min(context.public_replies_already, 3)}"
    yield from (name for name in ("safety", "confirmed") if getattr(context, name))
    if draft.customer_says("upset"):
        yield "upset"
    yield f"shared:{min(len(draft.shared_words), 4)}"


def _structure(draft: Draft, situation: str) -> Iterator[str]:
    length = sum(len(_WORD.findall(one.text)) for one in draft.sentences)
    yield f"length:{sum(length > edge for edge in _MANY_WORDS)}"
    yield f"sentences:{min(len(draft.sentences), 6)}"
    yield f"time:{draft.promises_a_time}"
    yield f"vague:{any(time.vague for time in draft.times)}"
    for block in BLOCKS:
        there = draft.has(block)
        yield f"{'has' if there else 'no'}:{block}"
        yield f"{'has' if there else 'no'}:{block}@{situation}"
        yield f"{'has' if there else 'no'}:{block}@{draft.context.public}"
    for one, other in pairwise(_made_of(sentence) for sentence in draft.sentences):
        yield f"then:{one}>{other}"


def _made_of(sentence: Sentence) -> str:
    return "+".join(block for block in BLOCKS if sentence.has(block)) or "-"


def _news(draft: Draft) -> Iterator[str]:
    """Name what the draft brings up that nobody in the conversation has said: names, sums, numbers."""
    said = " ".join((*draft.customer_texts, *draft.context.published))
    text = _unnamed(draft)
    known, folded = fold(said), fold(text)
    full = [name for name in _FULL_NAME.findall(text) if fold(name) not in known]
    names = [name for name in _NAME.findall(text) if fold(name) not in known]
    sums = [sum_ for sum_ in _MONEY.findall(folded) if sum_.strip() not in known]
    numbers = [one for one in _NUMBER.findall(folded) if one not in known]
    titled = [name for name in _TITLED.findall(folded) if name not in known]
    for kind, found in (
        ("full", full), ("name", names), ("sum", sums), ("number", numbers), ("titled", titled),
    ):  # fmt: skip
        yield f"new:{kind}:{min(len(found), 3)}"
        if found:
            yield f"new:{kind}@{draft.context.public}/{draft.context.fault == 'none'}"
    heard, own = _stems(known), _stems(folded)
    yield f"new:words:{round(4 * len(own - heard) / max(1, len(own)))}"


def _classes(draft: Draft) -> Iterator[str]:
    """Name the classes of words that each sentence brings up, and the persons it names."""
    public = draft.context.public
    for sentence in draft.sentences:
        present = draft.classes_in(sentence)
        yield from (f"k:{name}" for name in present)
        yield from (f"k:{name}@{public}" for name in present)
        yield from (f"k2:{one}+{other}" for one, other in combinations(sorted(present), 2))
        yield from (
            f"kb:{name}+{block}" for name in present for block in BLOCKS if sentence.has(block)
        )
        for person in draft.people_in(sentence):
            yield f"person:{person.part}"
            yield f"person:{person.form}:{person.part}"
            yield f"person:{person.form}:{person.part}@{public}"
            yield from (f"person:{person.part}+{name}" for name in present)
    yield from (f"e:{sign}" for sign in _FACE.findall(draft.text))


def _stems(folded: str) -> set[str]:
    return {_bare(word)[:_STEM] for word in _WORD.findall(folded) if len(word) > 2}  # noqa: PLR2004 - small words say nothing


def _last_heard(draft: Draft) -> list[str]:
    last = draft.customer_texts[-1] if draft.customer_texts else ""
    return _WORD.findall(fold(last))[:_MOST_HEARD]


def _spoken_to(draft: Draft, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where a sentence calls its reader by name ("Sorry Mona,"): that names nobody else.

    Spans are of the folded sentence.
    """
    text = sentence.folded.text
    return [
        (person.start, person.end)
        for person in draft.people_in(sentence)
        if person.part in _CALLED and text[person.end :].lstrip()[:1] in _BEHIND_A_CALL
    ]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _unnamed(draft: Draft) -> str:
    """Return the draft without the names of those it speaks to."""
    spans = []
    for sentence in draft.sentences:
        for span in _spoken_to(draft, sentence):
            start, end = sentence.folded.original_span(*span)
            spans.append((sentence.start + start, sentence.start + end))
    return _without(draft.text, spans)


def _words(draft: Draft) -> Iterator[str]:
    for sentence in draft.sentences:
        yield from words_of(sentence, _spoken_to(draft, sentence))
    if draft.sentences:
        heard = _WORD.findall(fold(_unnamed(draft)))[:4]
        yield from (f"first:{_bare(word)[:_STEM]}" for word in heard)


def words_of(sentence: Sentence, hidden: Sequence[tuple[int, int]] = ()) -> Iterator[str]:
    """Name the words of one sentence: whole, by stem, by pieces, with their neighbours, at its ends.

    What stands in the `hidden` spans of the folded sentence is passed over.
    """
    heard = _WORD.findall(_without(sentence.folded.text, hidden))
    words = [_bare(word) for word in heard][:_MOST_WORDS]
    if words:
        yield f"begins:{words[0][:_STEM]}"
        yield f"ends:{words[-1][:_STEM]}"
    for word in words:
        yield f"w:{word}"
        yield f"s:{word[:_STEM]}"
        yield from (f"g:{piece}" for piece in _pieces(word))
    for one, other in pairwise(words):
        yield f"2:{one[:_STEM]} {other[:_STEM]}"
    for one, _, other in zip(words, words[1:], words[2:], strict=False):
        yield f"3:{one[:_STEM]} . {other[:_STEM]}"


def _bare(word: str) -> str:
    for lead in _LEADS:
        if word.startswith(lead) and len(word) > len(lead) + 2:
            return word[len(lead) :]
    return "0" * len(word) if word.isdigit() else word


def _pieces(word: str) -> Iterator[str]:
    padded = f"<{word}>"
    return (padded[at : at + 4] for at in range(max(0, len(padded) - 3)))
