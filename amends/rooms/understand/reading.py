"""Which weights this installation reads with, and what they say about a batch."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import FoldedBatch, fold_batch
from amends.language.heads import AT, LANGUAGES
from amends.language.reading import Reader, Readings
from amends.rooms.understand import blend, lessons
from amends.rooms.understand.blend import MODEL, OUTPUTS, Blend
from amends.rooms.understand.cues import Hits, Read, find_hits, read_words
from amends.rooms.understand.evidence import Rows
from amends.rooms.understand.kinds import LANGS
from amends.rooms.understand.lessons import Lessons
from amends.rooms.understand.tokens import Numbers


LESSONS = "lessons.npz"
_MODEL_AT = [AT[head] for head in MODEL]
_OUTPUT_AT = [AT[head] for head in OUTPUTS]
TABLES = np.array(
    [LANGS.index(lang) if lang in LANGS else LANGS.index("en") for lang in LANGUAGES]
)
_OF_FEELINGS = 0.3
_REACH = 6.0
"""Log odds beyond this say no more: a sure model must not drown every cue."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Reader and blend, what this installation was taught, and a reader trained for some fields."""

    reader: Reader
    blend: Blend
    lessons: Lessons | None = None
    own: Reader | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of a batch: log odds of MODEL, language and dialect, a row a text."""

    scores: Rows
    langs: Numbers
    dialects: Numbers
    lang_probability: Rows
    answers: Readings
    leaning: Rows
    own: Rows | None = None


def lessons_file() -> Path:
    """Return where retraining puts what this installation was taught."""
    return Path(os.environ.get("AMENDS_HOME", "var")).absolute() / "weights" / LESSONS


@cache
def weights() -> Weights:
    """Return the weights of this process, loaded once.

    A file that AMENDS_WEIGHTS names decides the fields it was taught and nothing else.
    """
    given = os.environ.get("AMENDS_WEIGHTS", "")
    taught = lessons_file()
    return Weights(
        Reader.load(),
        blend.shipped(),
        lessons.load(taught) if taught.exists() else None,
        Reader.load(Path(given)) if given else None,
    )


def table_of(langs: Numbers) -> Numbers:
    """Return which table of cues each language is read with; another language as English."""
    return np.asarray(TABLES[langs])


def odds_of(
    folded: FoldedBatch, reading: "Reading", words: Read, hits: Hits, chosen: Weights
) -> Rows:
    """Return the log odds of OUTPUTS: model and cues blended, then what was taught here."""
    columns = blend.columns_of(chosen.blend.cues)
    evidence = blend.evidence_of(folded, hits, reading.scores, columns)
    odds = chosen.blend.odds(evidence, reading.langs)
    if chosen.lessons is not None:
        odds = odds + chosen.lessons.odds(words.tokens, len(folded))
    if reading.own is not None:
        odds = np.where(np.isnan(reading.own), odds, reading.own)
    return odds


def base_odds(texts: Sequence[str]) -> Rows:
    """Return the log odds that shipped weights alone give a batch of texts."""
    chosen = Weights(weights().reader, blend.shipped())
    folded = fold_batch(texts)
    reading = read(folded, chosen)
    words = read_words(folded, table_of(reading.langs))
    return odds_of(folded, reading, words, find_hits(words), chosen)


def read(folded: FoldedBatch, chosen: Weights) -> Reading:
    """Ask the reader about every text of a batch, of at most `reading.BATCH` texts."""
    answers = chosen.reader.read_folded([folded])
    return Reading(
        model_rows(answers.logits),
        answers.lang.astype(np.intp),
        answers.dialect.astype(np.intp),
        answers.lang_probability.astype(np.float64),
        answers,
        leaning_of(answers.logits),
        _own(chosen.own, folded) if chosen.own else None,
    )


def model_rows(logits: NDArray[np.float32]) -> Rows:
    """Return what a blend weighs of the log odds of all heads."""
    return np.clip(logits[:, _MODEL_AT], -_REACH, _REACH).astype(np.float64)


def leaning_of(logits: NDArray[np.float32]) -> Rows:
    """Return to which side the reader alone leans, as log odds of the good one."""
    apart = logits[:, AT["positive"]] - logits[:, AT["negative"]]
    return np.asarray(logits[:, AT["side"]] + _OF_FEELINGS * apart, np.float64)


def _own(reader: Reader, folded: FoldedBatch) -> Rows:
    """Return the log odds of the fields a reader was taught, NaN for the others."""
    logits = reader.read_folded([folded]).logits[:, _OUTPUT_AT].astype(np.float64)
    logits[:, ~reader.weights.taught[_OUTPUT_AT]] = np.nan
    return logits
