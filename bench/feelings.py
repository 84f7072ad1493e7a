"""How Arabic tweets are read in three classes and for sarcasm: the finished analysis, beside a linear baseline.

`python bench/feelings.py` reads what `make train` leaves in var/out_of_fold.npz: of ArSarcasm-v2 it
judges fold 0 by weights without it, under the shipped blend. ArSAS and ASTD taught nothing.
"""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from language import FOLDER, Row, baseline, left, percent, taught
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from amends.language.heads import FLAGS
from amends.language.reading import reader
from amends.language.sets import read_set
from amends.rooms.understand import blend
from amends.rooms.understand.evidence import Columns
from amends.rooms.understand.judge import Verdicts, judge
from amends.rooms.understand.reading import leaning_of
from amends.rooms.understand.training import evidence_for


FEELINGS = {"neg": -1, "neu": 0, "pos": 1}
NEVER_TAUGHT = ("ar_arsas", "ar_astd")


def main() -> None:
    known()
    for name in NEVER_TAUGHT:
        rows = list(read_set(name, FOLDER))
        said = finished(rows, reader().read([row["text"] for row in rows]).logits)
        truth = np.array([FEELINGS.get(row["sentiment"], 0) for row in rows])
        print(f"{name}, never taught: F1-PN {percent(mean_f1(truth, said.sentiment, [-1, 1]))}")


def known() -> None:
    """Print both figures of ArSarcasm-v2. F1-PN is the mean of the F1 of positive and negative."""
    rows, examples = list(read_set("ar_arsarcasm2", FOLDER)), taught("ar_arsarcasm2")
    held = [at for at, one in enumerate(examples) if not one.fold]
    rest = [at for at, one in enumerate(examples) if one.fold]
    found = finished([rows[at] for at in held], left("ar_arsarcasm2")[held])
    feeling = np.array([FEELINGS[row["sentiment"]] for row in rows])
    sarcasm = np.array([row["sarcasm"] for row in rows])
    ironic = found.flags[:, FLAGS.index("sarcasm")]
    for name, truth, ours, classes in (
        ("F1-PN", feeling, found.sentiment, [-1, 1]),
        ("sarcasm F1", sarcasm, ironic, [1]),
    ):
        texts = [[rows[at]["text"] for at in some] for some in (rest, held)]
        theirs = baseline(texts[0], truth[rest], texts[1])
        figures = [percent(mean_f1(truth[held], said, classes)) for said in (ours, theirs)]
        print(
            f"ArSarcasm-v2, {name}: ours {figures[0]}, linear baseline {figures[1]}", flush=True
        )


def finished(rows: Sequence[Row], logits: NDArray[np.float32]) -> Verdicts:
    """Return what the shipped blend makes of log odds."""
    shipped = blend.shipped()
    evidence, langs = evidence_for(rows, logits, Columns(shipped.cues))
    nothing, sure = np.full(len(rows), np.nan), np.ones(len(rows))
    odds = shipped.odds(evidence, langs)
    return judge(odds, nothing, sure, shipped.thresholds, leaning_of(logits))


def mean_f1(truth: NDArray[Any], said: NDArray[Any], classes: Sequence[int]) -> float:
    return float(np.mean(f1_score(truth, said, labels=classes, average=None)))


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
