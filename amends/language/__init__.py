"""Read Arabic, Persian and English: folding, language, feelings, private data. No Django."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def train(rows: Iterable[Mapping[str, Any]], out: str | Path) -> Path:
    """Train a model of the labelled rows and write it to the file `out`, which is returned.

    A row is `{text, lang?, and any field of the output contract}`. Deterministic. Needs
    scikit-learn (the extra `test`); `amends.language.model.load` reads the result.
    """
    from amends.language.training import train_rows

    return train_rows(rows, Path(out))
