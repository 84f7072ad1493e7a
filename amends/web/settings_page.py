"""The settings of a policy as boxes to choose from, and what was chosen as values to store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, pgettext

from amends.playbook import laws
from amends.playbook.cards import Explained
from amends.playbook.keys import LEVELS, Key
from amends.web.names import FAULTS
from amends.web.reader import language, number


SIDES = ("public", "private")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a setting; a refused one cannot be chosen and says why."""

    name: str
    value: str
    words: str
    is_chosen: bool = False
    is_default: bool = False
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is shown; ``kind`` is radio, checkbox, number, coverage.

    ``bound_by`` says which law made the upper bound narrower than ours.
    """

    key: str
    kind: str
    means: str
    price: str
    choices: tuple[Choice, ...] = ()
    value: Any = ""
    bounds: tuple[float | None, float | None] = (None, None)
    bound_by: str = ""
    default: str = ""
    is_set: bool = False
    is_fixed: bool = False
    waits_for: str = ""


def settings_of(
    explained: Iterable[Explained], rows: Mapping[str, Any], country: str
) -> list[Setting]:
    """Return settings with what a brand's rows chose and what its country's laws forbid."""
    return [shown for one in explained for shown in _settings(one, rows, country)]


def given(rows: Iterable[Key], post: QueryDict) -> dict[str, Any]:
    """Return what was chosen for each key; the playbook judges whether it makes sense."""
    return {row.key: _given(row, post) for row in rows if _is_there(row.key, post)}


def _is_there(key: str, post: QueryDict) -> bool:
    return any(name == key or name.startswith(f"{key}:") for name in post)


def _given(row: Key, post: QueryDict) -> Any:
    key, raw = row.key, post.get(row.key, "")
    if row.kind in {"whole", "share"}:
        return _number(raw)
    if row.kind == "flag":
        return raw == "true"
    if row.kind == "subset":
        return [name for name in post.getlist(key) if name]
    if row.kind == "by_fault":
        return {fault: post.get(f"{key}:{fault}", "") for fault in row.default}
    if row.kind == "by_visibility":
        return {side: post.get(f"{key}:{side}") == "true" for side in SIDES}
    return raw


def _number(raw: str) -> Any:
    try:
        return float(raw) if "." in raw else int(raw)
    except ValueError:
        return raw


def _settings(one: Explained, rows: Mapping[str, Any], country: str) -> list[Setting]:
    row = one.row
    value = rows.get(row.key, row.default)
    base = Setting(
        key=row.key, kind="radio", means=one.means, price=one.price,
        is_set=row.key in rows, is_fixed=not row.editable, waits_for=one.waits_for,
    )  # fmt: skip
    if row.kind == "coverage":
        return [replace(base, kind="coverage")]
    if row.kind in {"whole", "share"}:
        return [_bounded(base, row, value, country)]
    if row.kind == "by_fault":
        return [_by_fault(base, one, fault, value) for fault in row.default]
    if row.kind == "by_visibility":
        return [_by_side(base, row, side, value) for side in SIDES]
    return [_choosing(base, one, value, country)]


def _bounded(base: Setting, row: Key, value: Any, country: str) -> Setting:
    narrowed = laws.most(row.key, country)
    top = narrowed[0] if narrowed else row.maximum
    by = laws.words_of(language())[narrowed[1].code] if narrowed else ""
    shown = number(row.default)
    return replace(
        base, kind="number", value=value, bounds=(row.minimum, top), bound_by=by, default=shown
    )


def _choosing(base: Setting, one: Explained, value: Any, country: str) -> Setting:
    row, is_many = one.row, one.row.kind == "subset"
    chosen = {str(v) for v in value} if is_many else {_text(value)}
    usual = set(row.default) if is_many else {_text(row.default)}
    barred = _barred(one, country)
    answers = _yes_or_no() if row.kind == "flag" else list(one.choices.items())
    choices = [
        Choice(row.key, code, said, code in chosen, code in usual)
        for code, said in answers
        if code not in barred
    ]
    choices += [Choice(row.key, code, said, is_refused=True) for code, said in barred.items()]
    return replace(base, kind="checkbox" if is_many else "radio", choices=tuple(choices))


def _barred(one: Explained, country: str) -> dict[str, str]:
    """Return the choices nobody may make here, each with why: refused everywhere, or by a law."""
    words = laws.words_of(language())
    by_law = {code: words[law.code] for code, law in laws.forbidden(one.row.key, country)}
    own = {
        code: f"{one.choices[code]} {why}"
        for code, why in by_law.items()
        if code in one.choices
    }
    return own | dict(one.refused)


def _by_fault(base: Setting, one: Explained, fault: str, value: Mapping[str, str]) -> Setting:
    name = f"{one.row.key}:{fault}"
    choices = [
        Choice(
            name, code, one.choices[code], value[fault] == code, one.row.default[fault] == code
        )
        for code in LEVELS
    ]
    means = f"{base.means} — {FAULTS[fault]}"
    return replace(base, means=means, choices=tuple(choices))


def _by_side(base: Setting, row: Key, side: str, value: Mapping[str, bool]) -> Setting:
    names = {"public": gettext("In public"), "private": gettext("In private")}
    choices = [
        Choice(f"{row.key}:{side}", code, said, _text(value[side]) == code,
               _text(row.default[side]) == code)
        for code, said in _yes_or_no()
    ]  # fmt: skip
    return replace(base, means=f"{base.means} — {names[side]}", choices=tuple(choices))


def _yes_or_no() -> list[tuple[str, str]]:
    return [("true", pgettext("answer", "Yes")), ("false", pgettext("answer", "No"))]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
