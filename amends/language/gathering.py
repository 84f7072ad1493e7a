"""Gather what the shipped reader learns from: our corpus, our phrases and words, and the sets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from amends.language.corpus import fold_of, read_corpus
from amends.language.examples import Example, example
from amends.language.feelings import feeling_examples
from amends.language.sets import BUILDS, read_phrases, read_set
from amends.language.training_languages import language_examples


Row = dict[str, Any]
OWN: Final = 3.0
"""A row of ours counts so many times: it speaks of shops, and the sets are long."""
_COUNTS: Final = {"en_complaint_tweets": 4.0}
"""The one set that says what strangers call a complaint would drown in what we call one."""


def gather(folder: Path, build: str, without: int | None = None) -> list[Example]:
    """Return every example of a build; `without` leaves out one fold of our corpus.

    A folder without data teaches nothing more than what is ours.
    """
    own = [row for row in read_corpus() if without is None or fold_of(row["group"]) != without]
    found = [example(row, OWN) for row in own] + list(feeling_examples())
    if (folder / "data").is_dir():
        found += [example(row, OWN) for row in read_phrases(folder)]
    found += [example(row, count) for row, count in beside_messages(folder, build)]
    return found + list(language_examples(folder, build, own))


def beside_messages(folder: Path, build: str) -> Iterator[tuple[Row, float]]:
    """Yield what others than a shop's customers wrote, and how much each counts, always in this order.

    Opinions and remarks of ours, then the sets of a build where the folder has data.
    """
    yield from ((row, OWN) for row in (*_opinions(), *_remarks()))
    if (folder / "data").is_dir():
        for name in BUILDS[build]:
            yield from ((row, _COUNTS.get(name, 1.0)) for row in _teaching(name, folder))


def is_beside_messages(source: str) -> bool:
    """Tell whether rows of this source are what `beside_messages` yields."""
    return source.startswith(("opinions ", "remarks ")) or source in BUILDS["full"]


def language_of(source: str) -> str:
    """Return the language of a set or of a file of ours by its name."""
    return source.rsplit(maxsplit=1)[-1] if " " in source else source[:2]


def _opinions() -> Iterator[Row]:
    for row in read_corpus("opinions_"):
        # Of an opinion its side is known, and of how it would be dealt with only that what finds no
        # fault complains of nothing.
        known = {} if row["sentiment"] < 0 else {"complaint": 0}
        source = f"opinions {row['lang']}"
        yield {"text": row["text"], "sentiment": row["sentiment"], "source": source, **known}


def _remarks() -> Iterator[Row]:
    for row in read_corpus("remarks_"):
        source = f"remarks {row['lang']}"
        yield {"text": row["text"], "abusive": row["abusive"], "source": source}


def _teaching(name: str, folder: Path) -> Iterator[Row]:
    for row in read_set(name, folder):
        taught = {**row, "source": name, "lang": None}
        if name == "ur_usc":
            return
        yield taught
