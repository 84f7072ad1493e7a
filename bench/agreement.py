"""How far two blind readings of the same messages agree: a fifth of our corpus, twice.

`python bench/agreement.py` prints the table of docs/corpus.md.
"""

import json
from collections.abc import Callable
from typing import Any

from amends.language.corpus import FOLDER, read_corpus
from amends.language.heads import FLAGS


Row = dict[str, Any]
FIELDS: dict[str, Callable[[Row], object]] = {
    "is_complaint": lambda row: row["is_complaint"],
    "sentiment": lambda row: row["sentiment"],
    "first topic": lambda row: row["topics"][0],
    "severity": lambda row: row["severity"],
    "anger": lambda row: row["anger"],
    "dialect": lambda row: row["dialect"],
    **{flag: (lambda row, flag=flag: row[flag]) for flag in (*FLAGS, "abusive")},
}


def kappa(one: list[object], other: list[object]) -> float:
    """Return Cohen's kappa: agreement beyond what chance would give."""
    count = len(one)
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / count
    by_chance = sum(one.count(value) * other.count(value) for value in set(one)) / count**2
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def pairs(lang: str) -> list[tuple[Row, Row]]:
    path = FOLDER / f"second_{lang}.jsonl"
    if not path.exists():
        return []
    first = {row["id"]: row for row in read_corpus() if row["lang"] == lang}
    second = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(first[row["id"]], row) for row in second if row["id"] in first]


def main() -> None:
    print(
        "| field | " + " | ".join(f"{lang}: same, kappa" for lang in ("ar", "fa", "en")) + " |"
    )
    print("|---|---|---|---|")
    both = {lang: pairs(lang) for lang in ("ar", "fa", "en")}
    for name, value in FIELDS.items():
        cells = [name]
        for found in both.values():
            one, other = [value(a) for a, _ in found], [value(b) for _, b in found]
            same = sum(a == b for a, b in zip(one, other, strict=True)) / max(1, len(one))
            cells.append(f"{100 * same:.1f} %, {kappa(one, other):.2f}" if one else "–")
        print("| " + " | ".join(cells) + " |")
    print(
        "| messages read twice | "
        + " | ".join(str(len(found)) for found in both.values())
        + " |"
    )


if __name__ == "__main__":
    main()
