"""Read Arabic, Persian and English: folding, language, feelings, private data. No Django."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from amends.language.reading import Reader


def train(rows: Iterable[Mapping[str, Any]], out: str | Path) -> Path:
    """Train a model of the labelled rows and write it to the file `out`, which is returned.

    A row is `{text, lang?, and any field of the output contract}`. Deterministic, NumPy alone.
    `load(out).read(texts)` gives the answers of the result.
    """
    from amends.language.training import train_rows

    return train_rows(rows, Path(out))


def load(path: str | Path) -> "Reader":
    """Return the reader of a file that `train` wrote."""
    from amends.language.reading import Reader

    return Reader.load(Path(path))
