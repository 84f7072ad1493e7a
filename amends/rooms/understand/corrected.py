"""Turn what agents corrected in the desk into rows to learn from, and keep what was learnt."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from amends.casebook.models import Correction
from amends.rooms.understand import lessons
from amends.rooms.understand.reading import lessons_file
from amends.rooms.understand.retraining import Outcome, Row, retrain
from amends.rooms.understand.service import text_of


FEWEST = 20
"""With fewer corrected messages nothing can be told apart from chance."""


def rows() -> list[dict[str, Any]]:
    """Return one row a corrected message: its text, its language, and the corrected fields alone.

    Of two corrections of one field the later stands. A message whose words were erased is left out.
    """
    found: dict[int, dict[str, Any]] = {}
    corrections = Correction.objects.select_related("mention__analysis").order_by(
        "corrected_at", "pk"
    )
    for correction in corrections.iterator(chunk_size=500):
        mention = correction.mention
        row = found.setdefault(
            mention.pk,
            {
                "group": f"m{mention.pk}",
                "text": text_of(mention),
                "lang": mention.analysis.lang,
            },
        )
        row[correction.field] = correction.value
    return [row for row in found.values() if row["text"].strip()]


def learn(corpus: Sequence[Row] | None = None) -> Outcome | None:
    """Learn from all corrections and keep it where it helps; None where there are too few.

    What was taught before is kept beside as `lessons.1.npz`. It is used from the next start on.
    `corpus` is what must not be lost by it, all of ours where nothing else is given.
    """
    taught = rows()
    if len(taught) < FEWEST:
        return None
    found, outcome = retrain(taught, corpus)
    if outcome.is_better:
        path = lessons_file()
        if path.exists():
            path.replace(earlier(path))
        lessons.save(found, path)
    return outcome


def go_back() -> bool:
    """Take the last lessons back: those before them, or none, are used from the next start on."""
    path = lessons_file()
    if not path.exists():
        return False
    path.unlink()
    if earlier(path).exists():
        earlier(path).replace(path)
    return True


def earlier(path: Path) -> Path:
    """Return where the lessons before these are kept."""
    return path.with_suffix(f".1{path.suffix}")
