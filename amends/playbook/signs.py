"""Name what a draft shows to the learnt part of the review: as a whole, and sentence by sentence."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from amends.language.normalise import fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.signs_of_sentences import (
    BLOCKS,
    STEM,
    WORD,
    Thread,
    bare,
    blocks_of,
    made_of,
    named_freely,
    news,
    signs_of,
    unnamed,
)


_MANY_WORDS: Final = (8, 16, 30, 60)
_MOST_HEARD: Final = 60


class Shown(NamedTuple):
    """The names of everything seen: all of it, what the case is, and what each sentence shows.

    A name begins with its kind, so that the same word said by the customer is another sign. A
    draft without a sentence has one that shows nothing.
    """

    whole: set[str]
    case: set[str]
    sentences: list[set[str]]


def shown(draft: Draft, by_rules: Sequence[Found]) -> Shown:
    """Return what a draft shows; `by_rules` are the findings of the exact rules."""
    thread = Thread(draft)
    case = {*_situation(draft)}
    case.update(f"c:{bare(word)[:STEM]}" for word in _last_heard(draft))
    held = [blocks_of(sentence) for sentence in draft.sentences]
    sentences = [
        {*signs_of(draft, at, blocks, by_rules, thread)} for at, blocks in enumerate(held)
    ]
    whole = case.union(*sentences)
    whole.update(f"rule:{found.code}" for found in by_rules)
    whole.update(_structure(draft, held))
    text = "".join(unnamed(one, named_freely(draft, one)) for one in draft.sentences)
    whole.update(news(draft, text, thread, "news"))
    whole.update(f"first:{bare(word)[:STEM]}" for word in WORD.findall(fold(text))[:4])
    return Shown(whole, case, sentences or [set()])


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


def _structure(draft: Draft, held: Sequence[Sequence[str]]) -> Iterator[str]:
    length = sum(len(WORD.findall(one.text)) for one in draft.sentences)
    yield f"length:{sum(length > edge for edge in _MANY_WORDS)}"
    yield f"sentences:{min(len(draft.sentences), 6)}"
    yield f"time:{draft.promises_a_time}"
    yield f"vague:{any(time.vague for time in draft.times)}"
    situation = f"{draft.context.fault}/{draft.context.stage}"
    for block in set(BLOCKS).difference(*held):
        yield f"no:{block}"
        yield f"no:{block}@{situation}"
        yield f"no:{block}@{draft.context.public}"
    for one, other in pairwise(map(made_of, held)):
        yield f"then:{one}>{other}"


def _last_heard(draft: Draft) -> list[str]:
    last = draft.customer_texts[-1] if draft.customer_texts else ""
    return WORD.findall(fold(last))[:_MOST_HEARD]
