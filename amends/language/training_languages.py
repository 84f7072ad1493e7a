"""Make pieces of one to many words that languages are learnt from."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from amends.language.examples import Example
from amends.language.heads import VARIETIES
from amends.language.labels import variety_of
from amends.language.sets import BUILDS, read_phrases, read_set


HERE = Path(__file__).parent
PIECES = 60_000
_OWN, _VOWEL = 0.6, 0.35
# Either keyboard writes both languages now and then: its letters tell much, but do not decide.
_KEYBOARDS = {
    "fa": (0.5, str.maketrans("یک", "يك")),
    "ar": (0.01, str.maketrans("يك", "یک")),
}
_SETS = {
    "ar": (
        "ar_arsarcasm2",
        "ar_company_reviews",
        "ar_lhsab",
        "ar_osact4",
        "ar_tripadvisor_restaurants",
    ),
    "fa": (
        "fa_digikala_ut",
        "fa_snappfood",
        "fa_parsoffensive",
        "fa_parsabsa_test",
        "fa_digikala_kimik6",
    ),
    "en": ("en_davidson_hate", "en_banking77", "en_complaint_tweets"),
    "arabizi": ("ar_tunizi_arabizi",),
    "other": ("ur_usc",),
}
_ARABIZI = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءئؤ",
        [
            *"abt",
            "th",
            "j",
            "7",
            "5",
            "d",
            "th",
            "r",
            "z",
            "s",
            "sh",
            "9",
            "d",
            "6",
            "z",
            "3",
            "gh",
            *"f9klmnhwya",
            "a",
            "a",
            "e",
            "a",
            "2",
            "2",
            "2",
        ],
        strict=True,
    )
)
_FINGLISH = dict(
    zip(
        "ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیيآ",
        [
            "a",
            *"bpts",
            "j",
            "ch",
            "h",
            "kh",
            "d",
            "z",
            "r",
            "z",
            "zh",
            "s",
            "sh",
            "s",
            "z",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "gh",
            "k",
            "k",
            "g",
            "l",
            "m",
            "n",
            "o",
            "e",
            "i",
            "i",
            "aa",
        ],
        strict=True,
    )
)


def language_examples(
    folder: Path, build: str, own: Sequence[Mapping[str, Any]]
) -> Iterator[Example]:
    """Yield pieces of one to many words in each language and script, always the same ones."""
    chance = random.Random(7)  # noqa: S311 - a fixed sequence, so that training repeats itself
    for variety, text in _pieces(_sources(folder, build, own), chance):
        labels = {f"lang:{name}": int(name == variety) for name in VARIETIES}
        yield Example(text, labels, "pieces")


def _sources(
    folder: Path, build: str, own: Sequence[Mapping[str, Any]]
) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    if (folder / "data").is_dir():
        for variety, names in _SETS.items():
            allowed = [name for name in names if name in BUILDS[build]]
            sources[variety] = [
                row["text"] for name in allowed for row in read_set(name, folder)
            ]
        own = [*own, *read_phrases(folder)]
    for row in own:
        variety = variety_of(row["lang"], row.get("dialect"))
        sources.setdefault(variety, []).extend([row["text"]] * 3)
    return sources


def _pieces(sources: dict[str, list[str]], chance: random.Random) -> Iterator[tuple[str, str]]:
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    for variety, texts in sources.items():
        if not texts:
            continue
        count = PIECES if variety in {"ar", "fa", "en"} else PIECES // 2
        yield from (
            (
                variety,
                _typed(variety, _piece(_spoken_words(chance.choice(texts)), chance), chance),
            )
            for _ in range(count)
        )
    for variety, letters in (("arabizi", _ARABIZI), ("finglish", _FINGLISH)):
        listed = (
            " ".join(words["arabizi"].values())
            if variety == "arabizi"
            else words["finglish"]["words"]
        )
        texts = sources.get("ar" if variety == "arabizi" else "fa", [])
        yield from _invented(variety, letters, listed.split(), texts, chance)
    for listed in words["other"].values():
        yield from (("other", _sample(listed.split(), chance)) for _ in range(PIECES // 20))
    for lang in ("ar", "fa", "en"):
        said = " ".join([*words["dialect"][lang].values(), words["common"].get(lang, "")])
        yield from ((lang, _sample(said.split(), chance)) for _ in range(PIECES // 4))


def _spoken_words(text: str) -> list[str]:
    return [word for word in text.split() if not word.startswith(("@", "#", "http"))]


def _typed(variety: str, piece: str, chance: random.Random) -> str:
    share, letters = _KEYBOARDS.get(variety, (0.0, {}))
    return piece.translate(letters) if chance.random() < share else piece


def _invented(
    head: str, letters: dict[str, str], own: list[str], texts: list[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    # Nobody publishes these scripts in numbers: own words among spelled-out ones of the language.
    for _ in range(PIECES // 2 if texts else 0):
        spelled = [
            _spell(word, letters, chance)
            for word in _piece(chance.choice(texts).split(), chance).split()
        ]
        mixed = [chance.choice(own) if chance.random() < _OWN else word for word in spelled]
        yield head, " ".join(mixed)


def _spell(word: str, letters: dict[str, str], chance: random.Random) -> str:
    signs = [letters.get(sign, "") for sign in word]
    return "".join(
        sign
        + (
            chance.choice("aaeiou")
            if chance.random() < _VOWEL and sign[-1:] not in "aeiou"
            else ""
        )
        for sign in signs
    )


def _piece(words: list[str], chance: random.Random) -> str:
    length = chance.choice((1, 1, 2, 2, 2, 3, 4, 8))
    start = chance.randrange(max(1, len(words) - length + 1))
    return " ".join(words[start : start + length])


def _sample(words: list[str], chance: random.Random) -> str:
    return " ".join(chance.choices(words, k=chance.choice((1, 1, 2, 3, 5, 8))))
