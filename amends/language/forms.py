"""Take particles off the front of a word and pronouns off its end."""

_LEAST_STEM = 3
_ARABIC_BEFORE = (
    "ال", "وال", "بال", "فال", "كال", "هال", "وبال", "وعال", "لل", "ولل", "عال", "و", "ب", "ف", "ل", "ك", "ه",
)  # fmt: skip
_ARABIC_BEHIND = ("ه", "ها", "هم", "هن", "ي", "ك", "كم", "كن", "نا", "و", "وا", "ني", "كو")
_PERSIAN_BEHIND = (
    "ها", "هاي", "هام", "هاش", "هاتون", "هاشون", "يي", "ي", "م", "ت", "ش", "مون", "تون", "شون",
    "ه", "س", "ست", "ام", "ات", "اش", "ايم", "ايد", "ين", "يم", "رو", "و", "تر",
)  # fmt: skip
_FIRST_LETTERS = frozenset(piece[0] for piece in _ARABIC_BEFORE)


def forms_of(word: str, lang: str) -> tuple[str, ...]:
    """Return a word and what is left of it without particles before and pronouns behind."""
    if len(word) <= _LEAST_STEM or word.isascii():
        return (word,)
    if lang == "ar":
        bare = [word]
        if word[0] in _FIRST_LETTERS:
            bare += [word[len(p) :] for p in _ARABIC_BEFORE if word.startswith(p)]
        return _long_enough(bare + [cut for form in bare for cut in _cut(form, _ARABIC_BEHIND)])
    if lang == "fa":
        return _long_enough([word, *_cut(word, _PERSIAN_BEHIND)])
    return (word,)


def _cut(word: str, endings: tuple[str, ...]) -> list[str]:
    if not word.endswith(endings):
        return []
    return [word[: -len(end)] for end in endings if word.endswith(end)]


def _long_enough(forms: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _LEAST_STEM))
