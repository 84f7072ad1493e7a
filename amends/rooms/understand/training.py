"""Train the blend on our corpus: `python -m amends.rooms.understand.training --held-back-by PATH`.

The model's log odds have to come from a reader that did not see the text: in its own training
texts a model is surer than it will ever be again.
"""

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.language.corpus import HELD_BACK, fold_of, read_corpus
from amends.language.folding import fold_batch
from amends.language.heads import LANGUAGES
from amends.language.labels import labels_of
from amends.language.reading import BATCH, Reader
from amends.rooms.understand import blend
from amends.rooms.understand.blend import OUTPUTS, Blend
from amends.rooms.understand.cues import find_hits, read_words
from amends.rooms.understand.evidence import Columns, Rows, cue_names
from amends.rooms.understand.fitting import Labelled, fit, start_of
from amends.rooms.understand.reading import model_rows
from amends.rooms.understand.thresholds import choose


Row = Mapping[str, Any]
_CASE = 4.0
"""So many messages one test case counts for."""


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


def train(
    rows: Sequence[Row],
    logits: NDArray[np.float32],
    cases: tuple[Sequence[Row], NDArray[np.float32]] = ((), np.empty((0, 0), np.float32)),
) -> Blend:
    """Return a blend of labelled rows and the log odds that a reader without them gave.

    `cases` are further rows with their log odds that name a few fields each: they count more, but
    no threshold is chosen on them.
    """
    names = cue_names()
    columns = Columns(names)
    evidence, langs = evidence_for(rows, logits, columns)
    labelled = Labelled(evidence, langs, np.ones(len(rows)), sides_of(rows))
    if cases[0]:
        labelled = _with_cases(labelled, cases[0], *evidence_for(*cases, columns))
    fitted = Blend(names, fit(labelled, start_of(names)), {})
    return Blend(names, fitted.weights, choose(fitted.odds(evidence, langs), rows))


def _with_cases(
    labelled: Labelled, cases: Sequence[Row], evidence: Rows, langs: NDArray[np.intp]
) -> Labelled:
    return Labelled(
        np.concatenate([labelled.evidence, evidence]),
        np.concatenate([labelled.langs, langs]),
        np.concatenate([labelled.counts, np.full(len(cases), _CASE)]),
        np.concatenate([labelled.sides, sides_of(cases)]),
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
    if asked.held_back_by:
        rows, logits = held_back(asked.held_back_by)
    else:
        rows, logits = matched(list(read_corpus()), asked.out_of_fold)
    cases = read_cases(asked.cases) if asked.cases else []
    said = Reader.load().read([str(case["text"]) for case in cases]).logits
    blend.save(train(rows, logits, (cases, said)), asked.out)
    print(f"{len(rows)} messages, {len(cases)} cases, written to {asked.out}")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
