"""Where else a customer may complain, by country; a shop may write its own words instead."""

from functools import cache
from typing import Any, Final

from amends.playbook.keys import load_table


ELSEWHERE: Final = "*"


def next_instance(country: str, language: str) -> str:
    """Name the next instance in a country in a language; the general words where none is known."""
    table = _table(language)
    return str(table.get(country.upper(), table[ELSEWHERE]))


@cache
def _table(language: str) -> dict[str, Any]:
    return load_table(f"next_instance/{language}.toml")
