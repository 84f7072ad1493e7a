"""The gettext catalogues of Arabic and Persian: extracted from code and templates by Babel.

No gettext program is needed: Django turns a template into code, Babel reads code and compiles.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation.template import templatize


if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("ar", "fa")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
Message = tuple[int, Any, list[str], str | None]


def extract(root: Path) -> "Catalog":
    """Return every message of the package, in the order of its files."""
    from babel.messages.catalog import Catalog

    found = Catalog(charset="utf-8")
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.html"), *root.rglob("*.txt")]):
        place = path.relative_to(root.parent).as_posix()
        for _line, message, comments, context in _messages(path):
            # Without line numbers, so that moving code does not change the catalogues.
            found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def _messages(path: Path) -> Iterator[Message]:
    from babel.messages.extract import extract as read

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text)
    yield from read("python", BytesIO(text.encode()), KEYWORDS, ["Translators:"])


def update(root: Path) -> str:
    """Merge new messages into both catalogues and compile them; returns a line for people."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import write_po

    found = extract(root)
    for language in LANGUAGES:
        catalog = _read(root, language)
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        # A fixed date: a run that changes no message changes no file.
        catalog.creation_date = catalog.revision_date = EPOCH
        path = path_of(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file,
                catalog,
                sort_output=True,
                omit_header=False,
                include_lineno=False,
                width=100,
            )
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return f"{len(found)} messages in {', '.join(LANGUAGES)}"


def path_of(root: Path, language: str) -> Path:
    """Return where a language's catalogue lies."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def problems(root: Path) -> list[str]:
    """Name every message without a finished translation; empty when the catalogues are whole."""
    found = extract(root)
    return [
        problem for language in LANGUAGES for problem in _problems_in(root, language, found)
    ]


def _problems_in(root: Path, language: str, found: "Catalog") -> Iterator[str]:
    catalog = _read(root, language)
    for message in found:
        if not message.id:
            continue
        own = catalog.get(message.id, message.context)
        if own is None or not _is_whole(own.string):
            yield f"{language}: missing: {message.id!r}"
        elif own.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        else:
            yield from (f"{language}: {message.id!r}: {error}" for error in own.check())


def _is_whole(string: Any) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _read(root: Path, language: str) -> "Catalog":
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = path_of(root, language)
    if not path.exists():
        return Catalog(locale=language, project="Amends", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)
