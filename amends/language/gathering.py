"""Gather what the shipped reader learns from: our corpus, our phrases and words, and the sets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from amends.language.corpus import fold_of, read_corpus
from amends.language.examples import Example, example
from amends.language.feelings import feeling_examples
from amends.language.sets import BUILDS, read_phrases, read_set
from amends.language.training_languages import language_examples


OWN: Final = 3.0
"""A row of ours counts so many times: it speaks of shops, and the sets are long."""


def gather(folder: Path, build: str, without: int | None = None) -> list[Example]:
    """Return every example of a build; `without` leaves out one fold of our corpus.

    A folder without data teaches nothing more than what is ours.
    """
    own = [row for row in read_corpus() if without is None or fold_of(row["group"]) != without]
    found = [example(row, OWN) for row in own] + list(feeling_examples())
    found += [*_opinions(), *_remarks()]
    if (folder / "data").is_dir():
        found += [example(row, OWN) for row in read_phrases(folder)]
        found += [example(row) for name in BUILDS[build] for row in _teaching(name, folder)]
    return found + list(language_examples(folder, build, own))


def _opinions() -> Iterator[Example]:
    for row in read_corpus("opinions_"):
        # Of an opinion its side is known, and nothing of how it would be dealt with.
        said = {"text": row["text"], "sentiment": row["sentiment"]}
        yield example({**said, "source": f"opinions {row['lang']}"}, OWN)


def _remarks() -> Iterator[Example]:
    for row in read_corpus("remarks_"):
        said = {"text": row["text"], "abusive": row["abusive"]}
        yield example({**said, "source": f"remarks {row['lang']}"}, OWN)


def _teaching(name: str, folder: Path) -> Iterator[dict[str, Any]]:
    for row in read_set(name, folder):
        taught = {**row, "source": name, "lang": None}
        if name == "ur_usc":
            return
        yield taught
