"""Teach single words that praise or blame, alone, made stronger, and denied."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from amends.language.examples import Example
from amends.language.labels import labels_of


TABLE: Final = Path(__file__).with_name("feelings.toml")
COUNT: Final = 3.0
_FRAMES: Final = {
    "en": ("{}", "it was {}", "very {}", "so {} !", "the service is {}", "the food was {}", "really {}"),
    "ar": ("{}", "جدا {}", "كان {}", "الخدمة {}", "{} جدا", "والله {}", "المكان {}"),
    "fa": ("{}", "خیلی {}", "خیلی {} بود", "واقعا {}", "{} است", "کیفیتش {}", "غذا {} بود"),
}  # fmt: skip


def feeling_examples(path: Path = TABLE) -> Iterator[Example]:
    """Yield the lessons of the table in file order."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    for lang, table in tables.items():
        for kind, sentiment in (("good", 1), ("bad", -1)):
            yield from _lessons(lang, table, kind, sentiment)


def _lessons(lang: str, table: dict[str, Any], kind: str, sentiment: int) -> Iterator[Example]:
    denials = table["denials"]
    for word in _listed(table[kind]["said"]):
        yield _example(word, lang, sentiment)
    shapes = [f"{denial} {{}}" for denial in _listed(denials.get("words", ""))]
    shapes += [f"{{}} {denial}" for denial in _listed(denials.get("after", ""))]
    for at, word in enumerate(_listed(table[kind]["can_be_denied"])):
        for frame in _FRAMES[lang]:
            yield _example(frame.format(word), lang, sentiment)
        # One denial a word, in turn: more would teach the word to mean its opposite.
        yield _example(shapes[at % len(shapes)].format(word), lang, -sentiment)


def _listed(text: str) -> list[str]:
    return [" ".join(word.split()) for word in text.split(" / ") if word.strip()]


def _example(text: str, lang: str, sentiment: int) -> Example:
    # The sides alone: a word of praise is not yet a message that is no complaint.
    return Example(text, labels_of({"sentiment": sentiment}), f"feelings {lang}", COUNT)
