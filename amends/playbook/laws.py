"""What law and platforms say about the settings, by the country of a brand; no legal advice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from amends.playbook.errors import PolicyError
from amends.playbook.keys import load_table
from amends.playbook.patterns import LANGUAGES


EVERYWHERE: Final = "*"


@dataclass(frozen=True)
class Law:
    """One law or platform: where it speaks, about which conflicts, and what it forbids or narrows.

    ``strength`` is how well it was read (A, B, C), ``read`` the month of that reading.
    """

    code: str
    countries: tuple[str, ...]
    conflicts: tuple[str, ...]
    strength: str
    read: str
    forbids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)

    def speaks_in(self, country: str) -> bool:
        """Tell whether it holds in a country (ISO 3166); a platform holds everywhere."""
        return EVERYWHERE in self.countries or country.upper() in self.countries


def _load() -> tuple[Law, ...]:
    table: dict[str, Any] = load_table("laws.toml")
    places: Mapping[str, list[str]] = table["places"]
    return tuple(_law(code, row, places) for code, row in table["laws"].items())


def _law(code: str, row: Mapping[str, Any], places: Mapping[str, list[str]]) -> Law:
    countries = [land for name in row["countries"] for land in places.get(name, [name])]
    return Law(
        code=code,
        countries=tuple(countries),
        conflicts=tuple(row["conflicts"]),
        strength=row["strength"],
        read=row["read"],
        forbids={key: tuple(choices) for key, choices in row.get("forbids", {}).items()},
        most=row.get("most", {}),
    )


LAWS: Final = _load()


def laws_of(country: str, conflict: str = "") -> tuple[Law, ...]:
    """Return what speaks in a country, about one conflict or about all."""
    return tuple(
        law
        for law in LAWS
        if law.speaks_in(country) and (not conflict or conflict in law.conflicts)
    )


def forbidden(key: str, country: str) -> Iterator[tuple[str, Law]]:
    """Yield each choice of a setting that a law of the country forbids, with that law."""
    for law in laws_of(country):
        for choice in law.forbids.get(key, ()):
            yield choice, law


def most(key: str, country: str) -> tuple[float, Law] | None:
    """Return the narrowest upper bound that a law of the country puts to a number."""
    bounds = [(law.most[key], law) for law in laws_of(country) if key in law.most]
    return min(bounds, key=lambda bound: bound[0], default=None)


def check(rows: Mapping[str, object], country: str) -> None:
    """Refuse what a law of the brand's country forbids; raises PolicyError with the key."""
    for key, value in rows.items():
        for choice, law in forbidden(key, country):
            if value == choice:
                raise PolicyError(key, f"{law.code} forbids it in {country}")
        bound = most(key, country)
        if bound and isinstance(value, int | float) and value > bound[0]:
            raise PolicyError(key, f"{bound[1].code} allows {bound[0]} at most in {country}")


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Give what each law asks, in a language of the desk."""
    return load_table(f"laws/{language if language in LANGUAGES else 'en'}.toml")
