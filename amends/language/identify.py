"""Tell Arabic, Persian and English apart in any script, and name their dialects."""

from collections.abc import Sequence
from typing import NamedTuple

from amends.language.heads import DIALECTS, LANGUAGES
from amends.language.reading import reader


class Identification(NamedTuple):
    """Language (ar, fa, en, other), dialect where one shows, and how sure, 0 to 1."""

    lang: str
    dialect: str | None
    probability: float


def identify(text: str) -> Identification:
    """Return language and dialect of one text. Nothing readable is `other` with probability 0."""
    return identify_many([text])[0]


def identify_many(texts: Sequence[str]) -> list[Identification]:
    """Return language and dialect of each text, in order."""
    read = reader().read(texts)
    answers = zip(
        read.lang.tolist(), read.dialect.tolist(), read.lang_probability.tolist(), strict=True
    )
    return [
        Identification(
            LANGUAGES[lang], DIALECTS[dialect] if dialect >= 0 else None, round(sure, 3)
        )
        for lang, dialect, sure in answers
    ]
