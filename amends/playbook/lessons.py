"""Turn our own drafts into what can be learnt from: their signs, labels and what the rules say."""

import json
from collections.abc import Collection, Sequence
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
from amends.playbook.signs import shown


Row = dict[str, Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]
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

    `signs` are the codes of the columns, in order. `seen` has a row for what each draft shows, `rows`
    the same by how loud, `cases` one for what its case is, `sentences` one for each sentence, those of
    a draft from `starts` of it to the next. A draft that somebody wrote is
    `intact`, and all its labels are known; a graft is not.
    """

    signs: Codes
    seen: csr_matrix
    rows: csr_matrix
    cases: csr_matrix
    sentences: csr_matrix
    starts: Ints
    labels: NDArray[np.bool_]
    ruled: NDArray[np.bool_]
    admitted: NDArray[np.bool_]
    intact: NDArray[np.bool_]
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
    loudness = _Loudness()
    wholes: list[Codes] = []
    cases: list[Codes] = []
    sentences: list[Codes] = []
    numbers, ruled, admitted = [0], [], []
    for row in rows:
        draft = Draft(row["reply_draft"], read_context(row), DEFAULT)
        by_rules = found_by_rules(draft)
        all_shown = shown(draft, by_rules)
        wholes.append(loudness.codes(all_shown.whole))
        cases.append(loudness.codes(all_shown.case))
        sentences.extend(map(loudness.codes, all_shown.sentences))
        numbers.append(len(all_shown.sentences))
        asked = {*row.get("asked", LABELS)}
        found = {one.code for one in by_rules} & asked
        ruled.append([label in found for label in LABELS])
        learnt = asked & RULES.keys()
        admitted.append([label in learnt and admits(draft, label) for label in LABELS])
    groups = [fold_of(f"{row['lang']} {row['group']}", FOLDS) for row in rows]
    known = np.array(sorted(loudness.by_code), np.uint32)
    loud = np.array([loudness.by_code[code] for code in known.tolist()])
    seen = _matrix(wholes, known)
    return Lesson(
        known,
        seen,
        seen @ diags(loud),
        _matrix(cases, known),
        _matrix(sentences, known),
        np.cumsum(numbers),
        np.array([[label in row["labels"] for label in LABELS] for row in rows]),
        np.array(ruled),
        np.array(admitted),
        np.array(["asked" not in row for row in rows]),
        loud,
        np.array(groups),
    )


class _Loudness:
    """How loud each sign may speak, by its code, of all signs met so far."""

    def __init__(self) -> None:
        self.by_code: dict[int, float] = {}

    def codes(self, signs: Collection[str]) -> Codes:
        """Return the codes of some signs, in order, and remember how loud they are."""
        coded = {code_of(sign): sign for sign in sorted(signs)}
        for code, sign in coded.items():
            if code not in self.by_code:
                self.by_code[code] = _loudness(sign)
        return np.array(sorted(coded), np.uint32)


def _matrix(codes: Sequence[Codes], known: Codes) -> csr_matrix:
    columns = np.searchsorted(known, np.concatenate(codes))
    starts = np.cumsum([0, *map(len, codes)])
    return csr_matrix((np.ones(len(columns)), columns, starts), (len(codes), len(known)))


def _loudness(sign: str) -> float:
    return _LOUDNESS.get(sign.partition(":")[0], _USUAL)


def part_of(lesson: Lesson, chosen: Sequence[int]) -> Lesson:
    """Return the lesson of some of its drafts, as if the others had never been there."""
    rows = np.asarray(chosen)
    sizes = np.diff(lesson.starts)[rows]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    sentences = np.arange(starts[-1]) + np.repeat(lesson.starts[rows] - starts[:-1], sizes)
    return lesson._replace(
        seen=lesson.seen[rows],
        rows=lesson.rows[rows],
        cases=lesson.cases[rows],
        sentences=lesson.sentences[sentences],
        starts=starts,
        labels=lesson.labels[rows],
        ruled=lesson.ruled[rows],
        admitted=lesson.admitted[rows],
        intact=lesson.intact[rows],
        folds=lesson.folds[rows],
    )
