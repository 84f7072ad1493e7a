"""How well our invented messages are read: five folds of groups, reader and blend without each.

`python bench/messages.py [FILE]`: FILE holds what readers without a fold say of it, as
`make train` leaves it in var/out_of_fold.npz. Beside it a linear baseline on the same folds.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from amends.language.calibrating import calibration_error
from amends.language.corpus import FOLDS, fold_of, read_corpus
from amends.language.entities import find_private_data
from amends.language.examples import example
from amends.language.sets import shared_folder
from amends.rooms.understand import fitting
from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.rooms.understand.blend import Blend
from amends.rooms.understand.evidence import Columns, cue_names
from amends.rooms.understand.judge import Verdicts, judge
from amends.rooms.understand.reading import leaning_of
from amends.rooms.understand.thresholds import choose, f1
from amends.rooms.understand.training import (
    Further,
    evidence_for,
    joined,
    labelled_of,
    matched,
    others,
    sides_of,
)


Row = Mapping[str, Any]
GRAVEST, EVEN = 5, 0.5


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


def verdicts_by_fold(
    rows: Sequence[Row], logits: NDArray[np.float32], further: Further
) -> dict[int, tuple[NDArray[np.intp], Verdicts]]:
    """Return for each fold its rows and what a blend learnt from the other folds says of them."""
    names = cue_names()
    evidence, langs = evidence_for(rows, logits, Columns(names))
    sides = sides_of(rows)
    folds = np.array([fold_of(str(row["group"])) for row in rows])
    beside = labelled_of(further, Columns(names))
    beside_folds = np.array([example(row).fold for row in further.rows])
    found = {}
    for fold in range(FOLDS):
        rest, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        labelled = fitting.Labelled(
            evidence[rest], langs[rest], np.ones(len(rest)), sides[rest]
        )
        learnt = joined([labelled, part_of(beside, np.flatnonzero(beside_folds != fold))])
        blend = Blend(names, fitting.fit(learnt, fitting.start_of(names)), {})
        chosen = choose(
            blend.odds(evidence[rest], langs[rest]), [rows[at] for at in rest.tolist()]
        )
        odds = blend.odds(evidence[held], langs[held])
        nothing, sure = np.full(len(held), np.nan), np.ones(len(held))
        found[fold] = (held, judge(odds, nothing, sure, chosen, leaning_of(logits[held])))
    return found


def part_of(labelled: fitting.Labelled, rows: NDArray[np.intp]) -> fitting.Labelled:
    return fitting.Labelled(
        labelled.evidence[rows],
        labelled.langs[rows],
        labelled.counts[rows],
        labelled.sides[rows],
    )


def print_language(lang: str, rows: Sequence[Row], said: Sequence[Mapping[str, Any]]) -> None:
    """Print every figure of one language or dialect; `said` stands beside the rows."""
    true = np.array([bool(row["is_complaint"]) for row in rows])
    chance = np.array([one["complaint"] for one in said])
    feeling = np.array([row["sentiment"] for row in rows])
    felt = np.array([one["sentiment"] for one in said])
    level = np.array([row["severity"] for row in rows])
    found = np.array([one["severity"] for one in said])
    print(f"{lang}, {len(rows)} messages")
    print(
        "  complaint F1",
        percent(f1(chance >= EVEN, true)),
        f"calibration error {calibration_error(chance, true.astype(float)):.3f}",
    )
    print(
        "  sentiment macro-F1",
        percent(np.mean([f1(felt == side, feeling == side) for side in (-1, 0, 1)])),
    )
    print_topics(rows, said)
    print(
        "  severity within one",
        percent((abs(level - found) <= 1).mean()),
        "level 5 found",
        percent((found[level == GRAVEST] == GRAVEST).mean()),
    )
    for at, flag in enumerate(FLAGS):
        print(
            f"  {flag} F1",
            percent(
                f1(
                    np.array([one["flags"][at] for one in said]),
                    np.array([bool(row[flag]) for row in rows]),
                )
            ),
        )
    abusive = np.array([bool(row["abusive"]) for row in rows])
    print("  abuse F1", percent(f1(np.array([one["abuse"] for one in said]) >= EVEN, abusive)))
    print("  private data micro-F1", percent(private(rows)))


def print_topics(rows: Sequence[Row], said: Sequence[Mapping[str, Any]]) -> None:
    topics = np.array([[topic in row["topics"] for topic in TOPICS] for row in rows])
    named = np.array([[at in one["topics"] for at in range(len(TOPICS))] for one in said])
    print("  topics micro-F1", percent(f1(named, topics)))
    each = (
        f"{topic} {percent(f1(named[:, at], topics[:, at]))}" for at, topic in enumerate(TOPICS)
    )
    print("   ", ", ".join(each))


def private(rows: Sequence[Row]) -> float:
    both = said = true = 0
    for row in rows:
        wanted = {span["type"] for span in row["private_data_spans"]}
        found = {span.kind for span in find_private_data(str(row["text"]))}
        both, said, true = both + len(wanted & found), said + len(found), true + len(wanted)
    return 2 * both / max(1, said + true)


def print_baseline(lang: str, rows: Sequence[Row]) -> None:
    """Print what TF-IDF and logistic regression of one language reach on the same folds."""
    folds = np.array([fold_of(str(row["group"])) for row in rows])
    texts = np.array([row["text"] for row in rows], object)
    for name in ("is_complaint", *FLAGS):
        true = np.array([bool(row[name]) for row in rows])
        said = np.zeros(len(rows), np.bool_)
        for fold in range(FOLDS):
            words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
            signs = TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True)
            line = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
            peer = make_pipeline(make_union(words, signs), line)
            peer.fit(texts[folds != fold], true[folds != fold])
            said[folds == fold] = peer.predict(texts[folds == fold])
        print(f"  baseline, {lang}: {name} F1", percent(f1(said, true)), flush=True)


def main(path: Path) -> None:
    rows, logits = matched(list(read_corpus()), path)
    said: list[dict[str, Any]] = [{} for _ in rows]
    further = others(path, shared_folder())
    for held, found in verdicts_by_fold(rows, logits, further).values():
        for place, at in enumerate(held.tolist()):
            said[at] = {
                "complaint": found.complaint[place],
                "sentiment": found.sentiment[place],
                "severity": found.severity[place],
                "topics": set(found.topics[place].tolist()),
                "flags": found.flags[place],
                "abuse": found.abuse[place],
            }
    for field in ("lang", "dialect"):
        for name in dict.fromkeys(str(row[field]) for row in rows):
            mine = [at for at, row in enumerate(rows) if row[field] == name]
            print_language(name, [rows[at] for at in mine], [said[at] for at in mine])
            if field == "lang" and "--baseline" in sys.argv:
                print_baseline(name, [rows[at] for at in mine])


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    given = [one for one in sys.argv[1:] if not one.startswith("-")]
    main(Path(given[0] if given else "var/out_of_fold.npz"))
