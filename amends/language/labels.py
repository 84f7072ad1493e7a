"""Say which heads a labelled row teaches, and to which side."""

from collections.abc import Mapping
from typing import Any, Final

from amends.language.heads import DIALECTS, FLAGS, LANGUAGES, TOPICS


_SIDES: Final = {
    "neg": (1, 0), "pos": (0, 1), "neu": (0, 0), "mixed": (1, 1), -1: (1, 0), 1: (0, 1), 0: (0, 0),
}  # fmt: skip
_HALF: Final = 0.5


def labels_of(row: Mapping[str, Any]) -> dict[str, int]:
    """Return the heads a row teaches, each 0 or 1; what it does not say is left out."""
    known: dict[str, int] = {}
    if row.get("sentiment") in _SIDES:
        known["negative"], known["positive"] = _SIDES[row["sentiment"]]
        if known["negative"] != known["positive"]:
            known["side"] = known["positive"]
    for head, names in (
        ("complaint", ("is_complaint", "complaint")),
        ("abuse", ("abuse_score", "abusive", "offensive")),
    ):
        said = next((row[name] for name in names if row.get(name) is not None), None)
        if said is not None:
            known[head] = int(float(said) >= _HALF)
    known.update({flag: int(row[flag]) for flag in FLAGS if row.get(flag) is not None})
    if row.get("topics"):
        known.update({f"topic:{topic}": int(topic in row["topics"]) for topic in TOPICS})
    for field, levels in (("severity", (2, 3, 4, 5)), ("anger", (1, 2, 3))):
        if row.get(field) is not None:
            known.update({f"{field}:{at}": int(row[field] >= at) for at in levels})
    return known | _spoken_labels(row)


def _spoken_labels(row: Mapping[str, Any]) -> dict[str, int]:
    dialect, lang = row.get("dialect"), row.get("lang")
    known: dict[str, int] = {}
    if dialect in DIALECTS:
        known.update({f"dialect:{name}": int(name == dialect) for name in DIALECTS})
    if lang in LANGUAGES:
        variety = variety_of(str(lang), dialect)
        known.update(
            {
                f"lang:{name}": int(name == variety)
                for name in (*LANGUAGES, "arabizi", "finglish")
            }
        )
    return known


def variety_of(lang: str, dialect: str | None) -> str:
    """Return the language, or arabizi and finglish where the dialect says so."""
    if dialect == "finglish" or (dialect or "").startswith("arabizi"):
        return str(dialect).split("_")[0]
    return lang
