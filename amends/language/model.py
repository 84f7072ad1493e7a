"""Weigh hashed n-grams with one small table whose row holds every head. NumPy only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amends.language.features import Recipe, hash_batch


BATCH = 512
"""Texts weighed at once: enough to forget the call, few enough for the cache."""


@dataclass(frozen=True, slots=True)
class Model:
    """A linear reader: `table` holds one int8 row per n-gram id, `scale` and `bias` one number a head."""

    heads: tuple[str, ...]
    recipe: Recipe
    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the log odds of each head, one row per text. Texts are folded by the caller."""
        parts = [self._some(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, len(self.heads)), np.float32)

    def _some(self, texts: Sequence[str]) -> NDArray[np.float32]:
        ids, owners = hash_batch(texts, self.recipe)
        counts = np.bincount(owners, minlength=len(texts)).astype(np.float32)
        sums = np.empty((len(texts), len(self.heads)), np.float32)
        weights = self.table[ids]
        for head in range(len(self.heads)):
            sums[:, head] = np.bincount(owners, weights=weights[:, head], minlength=len(texts))
        weighed = sums * self.scale / np.sqrt(np.maximum(counts, 1.0))[:, None] + self.bias
        return weighed.astype(np.float32)


def save(model: Model, path: Path) -> None:
    """Write the model as one compressed file without anything executable in it."""
    recipe = {
        "signs": model.recipe.signs,
        "words": model.recipe.words,
        "bits": model.recipe.bits,
    }
    about = json.dumps({"heads": model.heads, "recipe": recipe})
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path, about=np.array(about), table=model.table, scale=model.scale, bias=model.bias
    )


def load(path: Path) -> Model:
    """Read a model that `save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        about = json.loads(str(stored["about"]))
        recipe = about["recipe"]
        return Model(
            tuple(about["heads"]),
            Recipe(tuple(recipe["signs"]), tuple(recipe["words"]), recipe["bits"]),
            stored["table"],
            stored["scale"],
            stored["bias"],
        )
