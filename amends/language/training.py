"""Train the weights: `python -m amends.language.training [--build clean|full]`. Deterministic."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.language.features import Recipe, hash_batch
from amends.language.model import BATCH, Model, save
from amends.language.normalise import fold
from amends.language.sets import BUILDS, read_phrases, read_set, shared_folder


WEIGHTS = Path(__file__).parent / "weights"
FEELINGS = Recipe()
_SIGN_OF = {
    "neg": (1, 0),
    "pos": (0, 1),
    "neu": (0, 0),
    "mixed": (1, 1),
    -1: (1, 0),
    1: (0, 1),
    0: (0, 0),
}
_FLAGS = ("insult_to_person", "threat", "churn", "repeat", "troll", "sarcasm")
_RARE = 20
"""A head with fewer examples of one side than this is not trained: the rules decide alone."""


def labels_of(row: Mapping[str, Any]) -> dict[str, int]:
    """Return the heads a row teaches, each 0 or 1; what it does not say is left out."""
    known: dict[str, int] = {}
    if row.get("sentiment") in _SIGN_OF:
        known["negative"], known["positive"] = _SIGN_OF[row["sentiment"]]
    for head, names in (
        ("complaint", ("is_complaint", "complaint")),
        ("abuse", ("abuse_score", "offensive")),
    ):
        said = next((row[name] for name in names if row.get(name) is not None), None)
        if said is not None:
            known[head] = int(float(said) >= 0.5)  # noqa: PLR2004 - a share becomes a side
    known.update({flag: int(row[flag]) for flag in _FLAGS if row.get(flag) is not None})
    return known


def train_rows(rows: Iterable[Mapping[str, Any]], out: Path, recipe: Recipe = FEELINGS) -> Path:
    """Fit every head the rows teach and write the model to `out`."""
    texts, labels = [], []
    for row in rows:
        texts.append(fold(str(row["text"])))
        labels.append(labels_of(row))
    save(fit(texts, labels, recipe), out)
    return out


def fit(texts: list[str], labels: list[dict[str, int]], recipe: Recipe) -> Model:
    """Return a model with one logistic head for each label that has enough of both sides."""
    matrix = _matrix(texts, recipe)
    rarity = _rarity(matrix)
    weighted = matrix @ _diagonal(rarity)
    heads = [
        head
        for head in sorted({head for row in labels for head in row})
        if _is_taught(head, labels)
    ]
    fitted = [_fit_head(weighted, head, labels) for head in heads]
    table = np.array([weights * rarity for weights, _ in fitted], np.float32).reshape(
        len(heads), 1 << recipe.bits
    )
    scale = np.maximum(np.abs(table).max(axis=1, initial=0), 1e-9) / 127
    return Model(
        tuple(heads),
        recipe,
        np.ascontiguousarray(np.rint(table / scale[:, None]).astype(np.int8).T),
        scale.astype(np.float32),
        np.array([bias for _, bias in fitted], np.float32),
    )


def _is_taught(head: str, labels: list[dict[str, int]]) -> bool:
    sides = np.bincount([row[head] for row in labels if head in row], minlength=2)
    return bool(sides.min() >= min(_RARE, max(2, len(labels) // 10)))


def _matrix(texts: list[str], recipe: Recipe) -> Any:
    from scipy.sparse import coo_matrix, vstack

    parts = []
    for at in range(0, len(texts), BATCH):
        some = texts[at : at + BATCH]
        ids, owners = hash_batch(some, recipe)
        counts = np.bincount(owners, minlength=len(some)).astype(np.float32)
        values = 1 / np.sqrt(counts[owners])
        parts.append(
            coo_matrix((values, (owners, ids)), shape=(len(some), 1 << recipe.bits)).tocsr()
        )
    return vstack(parts, format="csr")


def _rarity(matrix: Any) -> NDArray[np.float32]:
    texts_with = np.bincount(matrix.indices, minlength=matrix.shape[1])
    # A sequence met once teaches only the text it came from.
    return np.where(
        texts_with <= 1, 0, np.log((1 + matrix.shape[0]) / (1 + texts_with)) / 4
    ).astype(np.float32)


def _diagonal(values: NDArray[np.float32]) -> Any:
    from scipy.sparse import diags

    return diags(values).tocsr()


def _fit_head(
    matrix: Any, head: str, labels: list[dict[str, int]]
) -> tuple[NDArray[np.float64], float]:
    from sklearn.linear_model import SGDClassifier

    taught = np.array([at for at, row in enumerate(labels) if head in row])
    sides = np.array([labels[at][head] for at in taught])
    logistic = SGDClassifier(
        loss="log_loss", alpha=1.5e-5, max_iter=10, tol=None, average=True, random_state=7
    )
    logistic.fit(matrix[taught], sides)
    return logistic.coef_[0], float(logistic.intercept_[0])


def _rows(build: str, folder: Path) -> Iterable[Mapping[str, Any]]:
    phrases = list(read_phrases(folder))
    # Our own words speak of shops and are few: they count several times.
    yield from phrases * 4
    for name in BUILDS[build]:
        for row in read_set(name, folder):
            if name == "en_complaint_tweets":
                yield {**row, "sentiment": -1 if row["complaint"] else 0, "complaint": None}
            else:
                # Sarcasm about politics is not sarcasm about a parcel.
                yield {**row, "sarcasm": None}


def main() -> None:
    """Train the shipped weights from the sets and say what was done."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--build", choices=sorted(BUILDS), default="clean")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    chosen = parser.parse_args()
    # The language model is trained by the same fit: imported here, it may import that.
    from amends.language.training_languages import train_languages

    folder = shared_folder()
    if not (folder / "data").is_dir():
        parser.exit(
            1, f"no training sets in {folder}: set AMENDS_SHARED to the folder that has data/\n"
        )
    train_rows(_rows(chosen.build, folder), chosen.out / "feelings.npz")
    train_languages(folder, chosen.out / "languages.npz")


if __name__ == "__main__":
    main()
