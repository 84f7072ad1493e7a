"""The settings of a source: a frozen dataclass that becomes the operator's form."""

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints


T = TypeVar("T")


class SettingsError(ValueError):
    """Settings of a source that cannot be used; says for each one what to do.

    ``problem_by_setting`` maps the setting's name to an English message id.
    """

    def __init__(self, problem_by_setting: Mapping[str, str]) -> None:
        self.problem_by_setting = dict(problem_by_setting)
        super().__init__("; ".join(f"{n}: {p}" for n, p in self.problem_by_setting.items()))


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors look for
    """Mark a text for the catalogues; whoever shows it translates it."""
    return message


@dataclasses.dataclass(frozen=True, slots=True)
class SettingField:
    """One line of the operator's form.

    ``kind`` is one of text, number, yes_no, lines. ``label``, ``help`` and the titles in
    ``choices`` are English message ids. A ``secret`` is stored encrypted and never shown again.
    """

    name: str
    label: str
    kind: str
    help: str = ""
    secret: bool = False
    required: bool = False
    default: object = ""
    choices: tuple[tuple[str, str], ...] = ()


def setting(
    label: str,
    *,
    help: str = "",  # noqa: A002 - the word of the form
    secret: bool = False,
    default: Any = dataclasses.MISSING,
    choices: Mapping[str, str] = MappingProxyType({}),
) -> Any:
    """Declare one setting of a source; without a default it must be filled in."""
    return dataclasses.field(
        default=default,
        metadata={"label": label, "help": help, "secret": secret, "choices": dict(choices)},
        kw_only=True,
    )


OLDER_POSTS = N_("Older posts are left alone. 0 reads everything.")
OLDER_REVIEWS = N_("Older reviews are left alone. 0 reads everything.")


def days_back(help: str, default: int = 30) -> Any:  # noqa: A002 - the word of the form
    """Declare from how many days ago a new source is heard."""
    return setting(N_("Days to look back at first"), default=default, help=help)


def fields_of(settings: type) -> tuple[SettingField, ...]:
    """Describe a settings dataclass as a form, in the order of its fields."""
    hints = get_type_hints(settings)
    return tuple(_describe(field, hints[field.name]) for field in dataclasses.fields(settings))


def _describe(field: "dataclasses.Field[Any]", hint: object) -> SettingField:
    required = field.default is dataclasses.MISSING
    return SettingField(
        name=field.name,
        label=field.metadata.get("label", field.name),
        kind=_KIND_BY_TYPE.get(hint, "text"),
        help=field.metadata.get("help", ""),
        secret=bool(field.metadata.get("secret", False)),
        required=required,
        default="" if required else field.default,
        choices=tuple(field.metadata.get("choices", {}).items()),
    )


def parse_settings(settings: type[T], given: Mapping[str, object]) -> T:
    """Turn what a form or a stored row holds into the settings of a source.

    Names it does not know are refused too: a misspelt name would silently mean the default.
    Raises SettingsError with every problem at once.
    """
    fields = fields_of(settings)
    problems = {name: N_("There is no such setting.") for name in given}
    for field in fields:
        problems.pop(field.name, None)
    values: dict[str, object] = {}
    for field in fields:
        try:
            values[field.name] = _value(field, given.get(field.name))
        except ValueError as problem:
            problems[field.name] = str(problem)
    if problems:
        raise SettingsError(problems)
    return settings(**values)


def _value(field: SettingField, given: object) -> object:
    """Return one setting's value; an empty one means the default."""
    if given is None or given in ("", ()):
        if field.required:
            raise ValueError(N_("Please fill this in."))
        return field.default
    value = _READ_BY_KIND[field.kind](given)
    if field.choices and value not in dict(field.choices):
        raise ValueError(N_("Please choose one of the values offered."))
    return value


def _read_text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError(N_("Please give a text."))  # noqa: TRY004 - one kind of refusal
    if "\0" in given:
        raise ValueError(N_("This text holds a character that cannot be stored."))
    return given.strip()


def _read_number(given: object) -> int:
    try:
        return int(str(given).strip())  # int() reads Arabic and Persian digits too
    except ValueError:
        raise ValueError(N_("Please give a whole number.")) from None


def _read_yes_no(given: object) -> bool:
    answer = str(given).strip().lower()
    if answer in {"true", "1", "on", "yes"}:
        return True
    if answer in {"false", "0", "off", "no"}:
        return False
    raise ValueError(N_("Please answer yes or no."))


def _read_lines(given: object) -> tuple[str, ...]:
    lines = given.splitlines() if isinstance(given, str) else given
    if not isinstance(lines, (list, tuple)):
        raise ValueError(N_("Please give one entry per line."))  # noqa: TRY004 - one kind of refusal
    return tuple(text for line in lines if (text := _read_text(line)))


_KIND_BY_TYPE: dict[object, str] = {int: "number", bool: "yes_no", tuple[str, ...]: "lines"}
_READ_BY_KIND: dict[str, Callable[[object], object]] = {
    "text": _read_text,
    "number": _read_number,
    "yes_no": _read_yes_no,
    "lines": _read_lines,
}
