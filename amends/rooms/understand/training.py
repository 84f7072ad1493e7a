"""Train the blend on our corpus: `python -m amends.rooms.understand.training --held-back-by PATH`.

The model's log odds have to come from a reader that did not see the text: in its own training
texts a model is surer than it will ever be again.
"""

import argparse
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.corpus import HELD_BACK, fold_of, read_corpus
from amends.language.folding import fold_batch
from amends.language.gathering import beside_messages, language_of
from amends.language.heads import LANGUAGES
from amends.language.labels import labels_of
from amends.language.reading import BATCH, Reader
from amends.language.sets import shared_folder
from amends.rooms.understand import blend
from amends.rooms.understand.blend import OUTPUTS, Blend
from amends.rooms.understand.cues import find_hits, read_words
from amends.rooms.understand.evidence import Columns, Rows, cue_names
from amends.rooms.understand.fitting import Labelled, fit, start_of
from amends.rooms.understand.reading import model_rows
from amends.rooms.understand.thresholds import choose


Row = Mapping[str, Any]
_CASE, _OTHER = 4.0, 0.3
"""So many messages a test case counts for, and a row that no customer of a shop wrote."""
_MOST = 2_000
_TOLD = ("sentiment", "complaint", "sarcasm", "offensive", "abusive")


class Further(NamedTuple):
    """Rows that name some fields, with their log odds: each counts so much, and no threshold is chosen on them."""

    rows: Sequence[Row]
    logits: NDArray[np.float32]
    each: float


def evidence_for(
    rows: Sequence[Row], logits: NDArray[np.float32], columns: Columns
) -> tuple[Rows, NDArray[np.intp]]:
    """Return what a blend weighs of labelled rows, and the language of each."""
    langs = np.array([LANGUAGES.index(str(row["lang"])) for row in rows], np.intp)
    parts = []
    for at in range(0, len(rows), BATCH):
        some = slice(at, at + BATCH)
        folded = fold_batch([str(row["text"]) for row in rows[some]])
        tables = np.where(
            langs[some] == LANGUAGES.index("other"), LANGUAGES.index("en"), langs[some]
        )
        hits = find_hits(read_words(folded, tables))
        parts.append(blend.evidence_of(folded, hits, model_rows(logits[some]), columns))
    return np.concatenate(parts), langs


def sides_of(rows: Sequence[Row]) -> Rows:
    """Return the side of every output of every row, NaN where the row does not say.

    `topic` names one topic of a row whose others nobody listed.
    """
    sides = np.full((len(rows), len(OUTPUTS)), np.nan)
    for at, row in enumerate(rows):
        for head, side in labels_of(row).items():
            if head in blend.AT:
                sides[at, blend.AT[head]] = side
        if row.get("topic"):
            sides[at, blend.AT[f"topic:{row['topic']}"]] = 1
    return sides


def train(rows: Sequence[Row], logits: NDArray[np.float32], *further: Further) -> Blend:
    """Return a blend of labelled rows and the log odds that a reader without them gave."""
    names = cue_names()
    columns = Columns(names)
    evidence, langs = evidence_for(rows, logits, columns)
    labelled = joined(
        [
            Labelled(evidence, langs, np.ones(len(rows)), sides_of(rows)),
            *(labelled_of(some, columns) for some in further if some.rows),
        ]
    )
    fitted = Blend(names, fit(labelled, start_of(names)), {})
    return Blend(names, fitted.weights, choose(fitted.odds(evidence, langs), rows))


def labelled_of(some: Further, columns: Columns) -> Labelled:
    """Return further rows as what a blend learns from."""
    evidence, langs = evidence_for(some.rows, some.logits, columns)
    return Labelled(evidence, langs, np.full(len(langs), some.each), sides_of(some.rows))


def joined(parts: Sequence[Labelled]) -> Labelled:
    """Return several as one."""
    names = [field.name for field in fields(Labelled)]
    return Labelled(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in names)
    )


def read_cases(folder: Path) -> list[Row]:
    """Return the test cases of a folder as rows: what each is wanted to be read as."""
    return [
        {"lang": path.stem, **case["want"], "text": case["text"]}
        for path in sorted(folder.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
    ]


def matched(rows: Sequence[Row], path: Path) -> tuple[list[Row], NDArray[np.float32]]:
    """Return the rows that the file has log odds for, with them; both go by the text."""
    with np.load(path, allow_pickle=False) as stored:
        at = {str(text): place for place, text in enumerate(stored["texts"].tolist())}
        logits = stored["logits"]
    # A fold that nobody read leaves no figures.
    is_read = np.asarray(np.isfinite(model_rows(logits)).all(axis=1))
    kept = [row for row in rows if row["text"] in at and is_read[at[row["text"]]]]
    return kept, logits[[at[row["text"]] for row in kept]]


def others(path: Path, folder: Path) -> Further:
    """Return a part of what stands beside our messages, with the log odds of folds without it.

    From each source at most 2 000 rows, spread evenly; `folder` holds the sets as when the file was made.
    """
    with np.load(path, allow_pickle=False) as stored:
        logits, build = stored["others"].astype(np.float32), str(stored["build"])
    rows = [row for row, _ in beside_messages(folder, build)]
    if len(rows) != len(logits):
        raise ValueError(f"{path}: made from other sets, make it again")
    is_said = np.asarray(np.isfinite(model_rows(logits)).all(axis=1))
    kept = [
        at for places in _by_source(rows, is_said) for at in places[:: -(-len(places) // _MOST)]
    ]
    return Further([_told(rows[at]) for at in kept], logits[kept], _OTHER)


def _by_source(rows: Sequence[Row], is_said: NDArray[np.bool_]) -> Iterable[list[int]]:
    found: dict[str, list[int]] = {}
    for at in np.flatnonzero(is_said).tolist():
        found.setdefault(str(rows[at]["source"]), []).append(at)
    return found.values()


def _told(row: Row) -> Row:
    said = {name: row[name] for name in _TOLD if name in row}
    return {**said, "text": row["text"], "lang": language_of(str(row["source"]))}


def held_back(path: Path) -> tuple[list[Row], NDArray[np.float32]]:
    """Return the rows that a reader made with `--hold-back` never saw, with what it says of them."""
    rows: list[Row] = [row for row in read_corpus() if fold_of(row["group"]) == HELD_BACK]
    return rows, Reader.load(path).read([str(row["text"]) for row in rows]).logits


def main() -> None:
    """Train the blend in the package from our corpus and say what was done."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    unseen = parser.add_mutually_exclusive_group(required=True)
    unseen.add_argument("--out-of-fold", type=Path, help="log odds of folds (texts, logits)")
    unseen.add_argument("--held-back-by", type=Path, help="a reader made with --hold-back")
    parser.add_argument(
        "--cases", type=Path, help="a folder of test cases, read by the shipped reader"
    )
    parser.add_argument("--out", type=Path, default=blend.WEIGHTS)
    asked = parser.parse_args()
    cases = read_cases(asked.cases) if asked.cases else []
    said = Reader.load().read([str(case["text"]) for case in cases]).logits
    further = [Further(cases, said, _CASE)]
    if asked.held_back_by:
        rows, logits = held_back(asked.held_back_by)
    else:
        rows, logits = matched(list(read_corpus()), asked.out_of_fold)
        further.append(others(asked.out_of_fold, shared_folder()))
    blend.save(train(rows, logits, *further), asked.out)
    print(f"{len(rows)} messages, {len(cases)} cases, written to {asked.out}")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
