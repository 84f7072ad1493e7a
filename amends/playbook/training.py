"""Learn the labels of drafts from our own corpus: ``python -m amends.playbook.training``.

Deterministic: the same corpus gives the same weights. Drafts of one context are never split between
what is learnt from and what a bound is chosen on.
"""

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from amends.language.corpus import fold_of
from amends.playbook.contract import LABELS
from amends.playbook.draft import Draft
from amends.playbook.judgement import SHIPPED, SIZE, Weights, place, save
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
_FREEDOM: Final = 4.0
_MOST_ODDS: Final = 30.0
_MOST = 127
_BLOCKING: Final = frozenset([
    "asks_private_data_in_public", "discloses_private_data", "gift_for_deletion",
    "exposes_other_customer", "insult_back", "non_apology",
])  # fmt: skip
_SURE: Final = 0.9
_LEAST_SURE: Final = 0.6
# How loud a kind of sign may speak before anything is learnt: a word is weaker than a rule.
_LOUDNESS: Final = {
    "w": 0.9, "s": 0.9, "g": 0.45, "2": 0.9, "3": 0.75, "first": 0.9, "c": 0.45, "rule": 1.5,
}  # fmt: skip
_USUAL: Final = 0.5
_NEVER: Final = 1.1
_BOUNDS: Final = (*np.arange(0.1, 0.96, 0.025), _NEVER)
_LOWS: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4)
_LOWS_OF_BLOCKS: Final = (0.0, 0.03, 0.06)


class Lesson(NamedTuple):
    """Drafts as rows of signs, their labels, what the rules say, and what each may have at all."""

    seen: csr_matrix
    rows: csr_matrix
    labels: NDArray[np.bool_]
    ruled: NDArray[np.bool_]
    admitted: NDArray[np.bool_]
    loudness: Floats
    folds: Ints


def main() -> None:
    """Learn from the whole corpus and replace the weights in the package."""
    rows = read_drafts()
    weights = train(rows)
    save(weights, SHIPPED)
    print(f"{len(rows)} drafts learnt, {SHIPPED.stat().st_size / 1e6:.1f} MB")  # noqa: T201 - a command says what it did


def read_drafts(files: Sequence[str] = FILES) -> list[Row]:
    """Read the drafts of our corpus with their contexts and labels; `anchors` are near-misses."""
    folder = resources.files("amends.language") / "corpus"
    texts = ((folder / f"{name}.jsonl").read_text("utf-8") for name in files)
    return [json.loads(line) for text in texts for line in text.splitlines()]


def train(rows: Sequence[Row]) -> Weights:
    """Learn one column for each label; its bound is chosen on drafts it has not learnt from."""
    return learn(study(rows))


def learn(lesson: Lesson) -> Weights:
    """Learn from drafts that were studied before; see ``train``."""
    unseen = out_of_fold(lesson)
    everything = np.arange(len(lesson.labels))
    table = np.zeros((SIZE, len(LABELS)))
    bias = np.full(len(LABELS), -_MOST_ODDS)
    for at in _taught(lesson):
        table[:, at], bias[at] = _fit(lesson, at, everything)
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / _MOST
    bounds = [_bounds(unseen[:, at], lesson, at) for at in range(len(LABELS))]
    return Weights(
        np.round(table / scale).astype(np.int8),
        scale.astype(np.float32),
        bias.astype(np.float32),
        np.array([bound for bound, _ in bounds], np.float32),
        np.array([low for _, low in bounds], np.float32),
    )


def study(rows: Sequence[Row]) -> Lesson:
    """Turn drafts into what can be learnt from."""
    columns: list[int] = []
    starts, ruled, admitted = [0], [], []
    loudness = np.full(SIZE, _USUAL)
    for row in rows:
        draft = Draft(row["reply_draft"], read_context(row), DEFAULT)
        found = {one.code for one in found_by_rules(draft)}
        shown = {place(sign): sign.partition(":")[0] for sign in signs(draft, found)}
        columns += sorted(shown)
        for column, kind in shown.items():
            loudness[column] = _LOUDNESS.get(kind, _USUAL)
        starts.append(len(columns))
        ruled.append([label in found for label in LABELS])
        admitted.append([label in RULES and admits(draft, label) for label in LABELS])
    groups = [fold_of(f"{row['lang']} {row['group']}", FOLDS) for row in rows]
    seen = csr_matrix((np.ones(len(columns)), columns, starts), (len(rows), SIZE))
    return Lesson(
        seen,
        seen @ diags(loudness),
        np.array([[label in row["labels"] for label in LABELS] for row in rows]),
        np.array(ruled),
        np.array(admitted),
        loudness,
        np.array(groups),
    )


def part_of(lesson: Lesson, chosen: Sequence[int]) -> Lesson:
    """Return the lesson of some of its drafts, as if the others had never been there."""
    rows = np.asarray(chosen)
    return Lesson(
        lesson.seen[rows],
        lesson.rows[rows],
        lesson.labels[rows],
        lesson.ruled[rows],
        lesson.admitted[rows],
        lesson.loudness,
        lesson.folds[rows],
    )


def out_of_fold(lesson: Lesson) -> Floats:
    """Return the probability of each label by weights that have not seen the draft's context."""
    chances = np.zeros(lesson.labels.shape)
    for fold in sorted(set(lesson.folds.tolist())):
        seen, unseen = (
            np.flatnonzero(lesson.folds != fold),
            np.flatnonzero(lesson.folds == fold),
        )
        for at in _taught(lesson):
            weights, bias = _fit(lesson, at, seen)
            odds = lesson.seen[unseen] @ weights + bias
            chances[unseen, at] = 1 / (1 + np.exp(-odds))
    return chances


def _taught(lesson: Lesson) -> list[int]:
    return [
        at for at, label in enumerate(LABELS) if label in RULES and lesson.labels[:, at].any()
    ]


def _fit(lesson: Lesson, at: int, seen: Ints) -> tuple[Floats, float]:
    seen = seen[lesson.admitted[seen, at]]
    sides = lesson.labels[seen, at]
    if not sides.any() or sides.all():
        return np.zeros(SIZE), -_MOST_ODDS
    model = LogisticRegression(
        C=_FREEDOM, solver="liblinear", dual=True, max_iter=2000, random_state=7
    )
    model.fit(lesson.rows[seen], sides)
    return model.coef_[0] * lesson.loudness, float(model.intercept_[0])


def _bounds(chances: Floats, lesson: Lesson, at: int) -> tuple[float, float]:
    """Choose from where on a label is said, and below where a rule is not believed: best F1.

    What always blocks must be sure where it is learnt alone, and a rule for it is hardly doubted.
    """
    blocks = LABELS[at] in _BLOCKING
    sure = _SURE if blocks else _LEAST_SURE
    truth, ruled = lesson.labels[:, at], lesson.ruled[:, at]
    best, found = 0.0, (_NEVER, 0.0)
    for low in _LOWS_OF_BLOCKS if blocks else _LOWS:
        kept = ruled & ((chances >= low) | ~lesson.admitted[:, at])
        for bound in _BOUNDS:
            own = (chances >= bound) & lesson.admitted[:, at] & ~ruled
            said = kept | own
            score = 2 * (said & truth).sum() / max(1, said.sum() + truth.sum())
            if score > best and (own & truth).sum() >= sure * own.sum():
                best, found = float(score), (float(bound), float(low))
    return found


if __name__ == "__main__":
    main()
