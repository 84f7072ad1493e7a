"""The 47 keys of the policy as a table: kind, default, bounds; one reader for tables and rows."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Literal

from amends.playbook.coverage import Coverage, parse_coverage
from amends.playbook.errors import PolicyError


Level = Literal["off", "warn", "block"]
LEVELS: Final = ("off", "warn", "block")


@dataclass(frozen=True)
class ByFault:
    """A level of a finding on a public channel for each answer to "whose fault is it?"."""

    ours: Level
    not_ours: Level
    unknown: Level


@dataclass(frozen=True)
class ByVisibility:
    """A switch for public and one for private channels."""

    public: bool
    private: bool


@dataclass(frozen=True)
class Key:
    """One setting: what it may hold and where it comes from."""

    key: str
    conflict: str
    kind: str
    default: Any
    choices: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    editable: bool = True
    waits_for: str = ""  # the capability that will read it; empty where something does today

    @property
    def field(self) -> str:
        """Name the field of Policy: the key with underscores for dots."""
        return self.key.replace(".", "_")

    def read(self, raw: object) -> Any:
        """Turn a value of a table or a row into the typed one, or raise PolicyError."""
        try:
            return _READERS[self.kind](self, raw)
        except (TypeError, ValueError, KeyError) as wrong:
            raise PolicyError(self.key, str(wrong)) from wrong


def _choice(key: Key, raw: object) -> str:
    if raw in key.refused:
        raise ValueError(f"{raw!r} is refused in every shop; choose {_listed(key.choices)}")
    if raw not in key.choices:
        raise ValueError(f"{raw!r} is not one of {_listed(key.choices)}")
    return str(raw)


def _level(_: Key, raw: object) -> str:
    if raw not in LEVELS:
        raise ValueError(f"{raw!r} is not one of {_listed(LEVELS)}")
    return str(raw)


def _flag(_: Key | None, raw: object) -> bool:
    if isinstance(raw, str) and raw.lower() in {"true", "false"}:
        return raw.lower() == "true"
    if not isinstance(raw, bool):
        raise TypeError(f"{raw!r} is not true or false")
    return raw


def _whole(key: Key, raw: object) -> int:
    number = int(raw) if isinstance(raw, str) else raw
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"{raw!r} is not a whole number")
    _bounded(key, number)
    return number


def _share(key: Key, raw: object) -> float:
    number = float(raw) if isinstance(raw, str) else raw
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise TypeError(f"{raw!r} is not a number")
    _bounded(key, number)
    return float(number)


def _bounded(key: Key, number: float) -> None:
    if key.minimum is None or key.maximum is None or not key.minimum <= number <= key.maximum:
        raise ValueError(f"{number} is not between {key.minimum} and {key.maximum}")


def _subset(key: Key, raw: object) -> tuple[str, ...]:
    names = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(names, list | tuple):
        raise TypeError(f"{raw!r} is not a list")
    given = {str(name).strip() for name in names} - {""}
    if strange := sorted(given - set(key.choices)):
        raise ValueError(f"{_listed(strange)} is not one of {_listed(key.choices)}")
    return tuple(choice for choice in key.choices if choice in given)


def _by_fault(key: Key, raw: object) -> ByFault:
    levels = _table(raw, {"ours", "not_ours", "unknown"})
    return ByFault(**{fault: _level(key, level) for fault, level in levels.items()})  # type: ignore[arg-type]  # _level has checked


def _by_visibility(_: Key, raw: object) -> ByVisibility:
    flags = _table(raw, {"public", "private"})
    return ByVisibility(**{visibility: _flag(None, flag) for visibility, flag in flags.items()})


def _coverage(_: Key, raw: object) -> Coverage:
    if not isinstance(raw, Mapping) or not raw:
        raise TypeError(f"{raw!r} is not a table of channels and hours")
    return parse_coverage(raw)


def _table(raw: object, names: set[str]) -> Mapping[str, object]:
    if not isinstance(raw, Mapping) or set(raw) != names:
        raise TypeError(f"{raw!r} does not hold exactly {_listed(sorted(names))}")
    return raw


def _listed(names: object) -> str:
    return ", ".join(names) if isinstance(names, list | tuple) else str(names)


_READERS: Final[Mapping[str, Callable[[Key, object], Any]]] = {
    "choice": _choice,
    "level": _level,
    "flag": _flag,
    "whole": _whole,
    "share": _share,
    "subset": _subset,
    "by_fault": _by_fault,
    "by_visibility": _by_visibility,
    "coverage": _coverage,
}


def load_table(name: str) -> dict[str, Any]:
    """Read one TOML table that lies beside the playbook's code."""
    return tomllib.loads(
        (files("amends.playbook") / "tables" / name).read_text(encoding="utf-8")
    )


def _load_keys() -> dict[str, Key]:
    keys = {}
    for name, row in load_table("keys.toml").items():
        lists = {"choices", "refused"}
        cells: dict[str, Any] = {
            cell: tuple(value) if cell in lists else value for cell, value in row.items()
        }
        keys[name] = Key(key=name, **cells)
    return keys


KEYS: Final[Mapping[str, Key]] = _load_keys()
RULES_BY_CONFLICT: Final[Mapping[str, tuple[str, ...]]] = {
    conflict: tuple(rules) for conflict, rules in load_table("conflicts.toml").items()
}
