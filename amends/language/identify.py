"""Tell Arabic, Persian and English apart in any script, and name their dialects."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from amends.language.model import Model, load
from amends.language.normalise import fold


HERE = Path(__file__).parent
WEIGHTS = HERE / "weights" / "languages.npz"
HEADS = ("ar", "fa", "en", "other", "arabizi", "finglish")
_LANG = {"arabizi": "ar", "finglish": "fa"}
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|[@#][\w.]+|(?<!\S)\S{1,64}@\S{1,64}|(?<!\w)[\d.,:/\-]+(?!\w)|[_\d]{4,}"
)
_ARABIC_SCRIPT = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
_LATIN = re.compile(r"[a-z\u00df-\u024f]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 2_000
_SURE = 0.05
"""A dialect needs this share of telling words before it is named instead of the standard."""


class Identification(NamedTuple):
    """Language (ar, fa, en, other), dialect where one shows, and how sure, 0 to 1."""

    lang: str
    dialect: str | None
    probability: float


def prepare(text: str) -> str:
    """Return what the language model reads: lower case, without addresses, numbers and names."""
    return " ".join(_NOISE.sub(" ", text[:_ENOUGH].translate(_PLAIN).lower()).split())


_PLAIN = {
    0x200C: None,
    0x200D: None,
    0x0640: None,
    **dict.fromkeys(range(0x64B, 0x653)),
    0x643: 0x6A9,
    0x64A: 0x6CC,
}
# Both keyboards write both languages: ك and ي must not decide.


def identify(text: str) -> Identification:
    """Return language and dialect of one text. Nothing readable is `other` with probability 0."""
    return identify_many([text])[0]


def identify_many(texts: Sequence[str]) -> list[Identification]:
    """Return language and dialect of each text, in order."""
    prepared = [prepare(text) for text in texts]
    scores = _model().scores(prepared)
    return [_decide(text, row) for text, row in zip(prepared, scores.tolist(), strict=True)]


@cache
def _model() -> Model:
    return load(WEIGHTS)


def _decide(text: str, scores: list[float]) -> Identification:
    letters = len(_LETTER.findall(text))
    arabic, latin = len(_ARABIC_SCRIPT.findall(text)), len(_LATIN.findall(text))
    if not letters:
        return Identification("other", None, 0.0)
    if arabic + latin < letters / 2:
        return Identification("other", None, 1.0)
    heads = (
        ("ar", "fa", "other")
        if arabic >= latin * _LETTERS_OF_LATIN
        else ("en", "arabizi", "finglish", "other")
    )
    odds = np.array([scores[HEADS.index(head)] for head in heads])
    odds = np.exp(odds - odds.max())
    best = int(odds.argmax())
    lang = _LANG.get(heads[best], heads[best])
    return Identification(
        lang, _dialect(text, heads[best]), round(float(odds[best] / odds.sum()), 3)
    )


_LETTERS_OF_LATIN = 0.6
"""Latin spends its vowels: six letters of Arabic script weigh as ten of Latin."""


@cache
def dialect_words(head: str) -> dict[str, frozenset[str]]:
    """Return the telling words of each dialect of a language or script, folded."""
    tables = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    lists = tables["arabizi"] if head == "arabizi" else tables["dialect"].get(head, {})
    return {
        name: frozenset(fold(words).split())
        for name, words in lists.items()
        if name != "common"
    }


def _dialect(text: str, head: str) -> str | None:
    if head == "finglish":
        return head
    words = re.findall(r"\w+", fold(text))
    counts = {
        name: sum(word in telling for word in words)
        for name, telling in dialect_words(head).items()
    }
    if not counts:
        return None
    best = max(counts, key=counts.__getitem__)
    telling = counts[best] > 0 and counts[best] >= _SURE * len(words)
    if head == "arabizi":
        return f"arabizi_{best}" if telling else "arabizi_gulf"
    standard = {"ar": "msa", "fa": "formal", "en": None}[head]
    return best if telling else standard
