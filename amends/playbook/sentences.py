"""Cut a text into sentences and tell what each is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from amends.language.normalise import Folded, fold_with_offsets
from amends.playbook.patterns import patterns


# A full stop between digits, or after one letter ("3.30", "p.m."), ends no sentence.
_END: Final = re.compile(
    r"(?<!\d)(?<!\b[a-zA-Z])(?<!\b[MD]r)(?<!\b[Mm]rs)(?<!\b[Mm]s)(?<!\bEng)[.](?=\s|$)|(?<=\d)[.](?=\s|$)|[!?؟…\n]+|(?<=\S)[;؛](?=\s)"
)
_LATIN: Final = re.compile(r"[a-z]")
_ARABIC: Final = re.compile(r"[\u0620-\u06ff]")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft; `start` is its place in the draft in code points."""

    text: str
    start: int
    lang: str

    @cached_property
    def folded(self) -> Folded:
        """Fold the sentence once."""
        return fold_with_offsets(self.text)

    def has(self, *names: str) -> bool:
        """Tell whether any of the named building blocks is in the sentence."""
        return any(map(self._holds, names))

    def _holds(self, name: str) -> bool:
        # Ten checks ask for the same few blocks: each is looked for once.
        known = self._known.get(name)
        if known is None:
            known = patterns(self.lang)[name].search(self.folded.text) is not None
            self._known[name] = known
        return known

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def spans(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where a building block stands, in code points of the draft."""
        if not self._holds(name):
            return
        for match in patterns(self.lang)[name].finditer(self.folded.text):
            start, end = self.folded.original_span(*match.span())
            yield self.start + start, self.start + end

    def within(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where a building block stands, in code points of the sentence itself."""
        return ((start - self.start, end - self.start) for start, end in self.spans(name))

    @property
    def span(self) -> tuple[int, int]:
        """Give the sentence's own place without white space around it."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.start + lead, self.start + len(self.text.rstrip())


def split(text: str, lang: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences; each carries its own language, `lang` where it shares the script."""
    edges = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    pieces = [(text[a:b], a) for a, b in pairwise(edges) if text[a:b].strip()]
    return tuple(Sentence(piece, start, _lang_of(piece, lang)) for piece, start in pieces)


def _lang_of(piece: str, lang: str) -> str:
    latin, arabic = len(_LATIN.findall(piece.lower())), len(_ARABIC.findall(piece))
    if latin > arabic:
        return "en"
    return lang if lang in {"ar", "fa"} else arabic_or_persian(piece)


_PERSIAN: Final = re.compile(r"[پچژگ]|[کی]|(?<!\w)(?:است|را|رو|این|می|شما|برای|از|که|با)(?!\w)")
_ARABIAN: Final = re.compile(
    r"[ةىكي]|(?<!\w)(?:ال\w{2,}|في|من|على|هذا|إلى|الى|لك|عن|أن|ان)(?!\w)"
)


def arabic_or_persian(text: str) -> str:
    """Guess between the two languages of the Arabic script by letters and small words."""
    return "fa" if len(_PERSIAN.findall(text)) > len(_ARABIAN.findall(text)) else "ar"
