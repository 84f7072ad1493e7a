"""Turn our own drafts into what can be learnt from: their signs, labels and what the rules say."""

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from amends.language.corpus import fold_of
from amends.playbook.contract import LABELS
from amends.playbook.draft import Draft
from amends.playbook.grafting import grafted
from amends.playbook.judgement import code_of
from amends.playbook.learnt import RULES, admits
from amends.playbook.policy import DEFAULT
from amends.playbook.review import found_by_rules
from amends.playbook.rows import read_context
from amends.playbook.signs import signs


Row = dict[str, Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FILES: Final = ("replies_ar", "replies_fa", "replies_en", "anchors")
FOLDS: Final = 5
# How loud a kind of sign may speak before anything is learnt: a word is weaker than a rule.
_LOUDNESS: Final = {
    "w": 0.9, "s": 0.9, "g": 0.45, "2": 0.9, "3": 0.75, "first": 0.9, "c": 0.45, "rule": 1.5,
    "begins": 0.9, "ends": 0.9,
}  # fmt: skip
_USUAL: Final = 0.5


class Lesson(NamedTuple):
    """Drafts as rows of signs, their labels, what the rules say, and what each may have at all.

    `signs` are the codes of the columns, in order; a draft is `whole` when all its labels are known.
    """

    signs: NDArray[np.uint32]
    seen: csr_matrix
    rows: csr_matrix
    labels: NDArray[np.bool_]
    ruled: NDArray[np.bool_]
    admitted: NDArray[np.bool_]
    whole: NDArray[np.bool_]
    loudness: Floats
    folds: Ints


def read_drafts(files: Sequence[str] = FILES) -> list[Row]:
    """Read the drafts of our corpus with their contexts and labels; `anchors` are near-misses."""
    folder = resources.files("amends.language") / "corpus"
    texts = ((folder / f"{name}.jsonl").read_text("utf-8") for name in files)
    return [json.loads(line) for text in texts for line in text.splitlines()]


def taught(rows: Sequence[Row]) -> list[Row]:
    """Return all that is learnt from: these drafts first, near-misses three times more, and grafts.

    A near-miss says where a border runs: it counts four times.
    """
    return [*rows, *read_drafts(["anchors"]) * 3, *grafted(rows, FOLDS)]


def study(rows: Sequence[Row]) -> Lesson:
    """Turn drafts into what can be learnt from; of a row with `asked` only those labels are known."""
    codes: list[NDArray[np.uint32]] = []
    loud: dict[int, float] = {}
    ruled, admitted = [], []
    for row in rows:
        draft = Draft(row["reply_draft"], read_context(row), DEFAULT)
        found = {one.code for one in found_by_rules(draft)}
        shown = {code_of(sign): sign for sign in signs(draft, found)}
        loud |= {code: _loudness(sign) for code, sign in shown.items() if code not in loud}
        codes.append(np.array(sorted(shown), np.uint32))
        asked = {*row.get("asked", LABELS)}
        learnt = asked & RULES.keys()
        ruled.append([label in found & asked for label in LABELS])
        admitted.append([label in learnt and admits(draft, label) for label in LABELS])
    groups = [fold_of(f"{row['lang']} {row['group']}", FOLDS) for row in rows]
    known, columns = np.unique(np.concatenate(codes), return_inverse=True)
    starts = np.cumsum([0, *map(len, codes)])
    seen = csr_matrix((np.ones(len(columns)), columns, starts), (len(rows), len(known)))
    loudness = np.array([loud[code] for code in known.tolist()])
    return Lesson(
        known,
        seen,
        seen @ diags(loudness),
        np.array([[label in row["labels"] for label in LABELS] for row in rows]),
        np.array(ruled),
        np.array(admitted),
        np.array(["asked" not in row for row in rows]),
        loudness,
        np.array(groups),
    )


def _loudness(sign: str) -> float:
    return _LOUDNESS.get(sign.partition(":")[0], _USUAL)


def part_of(lesson: Lesson, chosen: Sequence[int]) -> Lesson:
    """Return the lesson of some of its drafts, as if the others had never been there."""
    rows = np.asarray(chosen)
    return Lesson(
        lesson.signs,
        lesson.seen[rows],
        lesson.rows[rows],
        lesson.labels[rows],
        lesson.ruled[rows],
        lesson.admitted[rows],
        lesson.whole[rows],
        lesson.loudness,
        lesson.folds[rows],
    )
