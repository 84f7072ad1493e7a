"""How far two independent readings of our own corpus agree: a fifth of it was labelled a second time, blind."""

import json
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any


Row = dict[str, Any]
FLAGS = ("insult_to_person", "threat", "churn", "repeat", "troll", "sarcasm", "abusive")
EXACT = ("dialect", "is_complaint", "sentiment", "severity", "anger", *FLAGS)


def main() -> None:
    print("| language | field | rows | agree | kappa |\n|---|---|---|---|---|")
    for lang in ("ar", "fa", "en"):
        second = read(f"second_{lang}")
        first = {row["id"]: row for row in read(lang)}
        pairs = [(first[row["id"]], row) for row in second if row["id"] in first]
        for name, agree, kappa in figures(pairs):
            print(f"| {lang} | {name} | {len(pairs)} | {agree:.1%} | {kappa} |")


def read(name: str) -> list[Row]:
    file = files("amends.language") / "corpus" / f"{name}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [json.loads(line) for line in lines]


def figures(pairs: list[tuple[Row, Row]]) -> Iterable[tuple[str, float, str]]:
    if not pairs:
        return
    for name in EXACT:
        agree = share(pairs, lambda one, other, name=name: one[name] == other[name])
        yield name, agree, f"{cohen([(one[name], other[name]) for one, other in pairs]):.2f}"
    yield (
        "severity within one",
        share(pairs, lambda a, b: abs(a["severity"] - b["severity"]) <= 1),
        "–",
    )
    yield (
        "topics, one shared",
        share(pairs, lambda a, b: bool({*a["topics"]} & {*b["topics"]})),
        "–",
    )
    yield "private data", share(pairs, lambda a, b: kinds(a) == set(b["private_data"])), "–"


def share(pairs: list[tuple[Row, Row]], same: Callable[..., bool]) -> float:
    return sum(same(one, other) for one, other in pairs) / len(pairs)


def kinds(row: Row) -> set[str]:
    return {span["type"] for span in row["private_data_spans"]}


def cohen(pairs: list[tuple[object, object]]) -> float:
    """Agreement beyond chance, 1 at most (Cohen 1960)."""
    values = {value for pair in pairs for value in pair}
    seen = sum(one == other for one, other in pairs) / len(pairs)
    chance = (
        sum(
            sum(one == value for one, _ in pairs) * sum(other == value for _, other in pairs)
            for value in values
        )
        / len(pairs) ** 2
    )
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


if __name__ == "__main__":
    main()
