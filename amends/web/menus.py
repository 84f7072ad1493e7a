"""Filters of the inbox as links: each keeps the others, drops the page, and works without script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext, pgettext

from amends.casebook.models import Brand
from amends.web.names import SEVERITIES, STATES, name_of
from amends.web.reader import number
from amends.web.tally import Tally


KEPT = (
    "q", "brand", "source", "topic", "severity", "owner",
    "state", "language", "mine", "unasked", "public", "tag", "called", "asleep",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One choice of a menu."""

    title: str
    url: str
    is_current: bool = False
    count: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One filter: its name, what is chosen, and the choices."""

    title: str
    links: tuple[Link, ...]
    value: str = ""


class Choices(NamedTuple):
    """What can be chosen in each filter, in its order."""

    brands: tuple[tuple[str, str], ...]
    sources: tuple[tuple[int, str], ...]
    topics: tuple[str, ...]
    owners: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]
    languages: tuple[str, ...]


def address(by: dict[str, Any], **changes: Any) -> str:
    """Return the address of the inbox with some filters changed; None drops one."""
    kept = {name: by[name] for name in KEPT if by.get(name)} | changes
    query = {k: 1 if v is True else v for k, v in kept.items() if v not in {None, False, ""}}
    return "?" + urlencode(query)


def menus(by: dict[str, Any], tally: Tally, brands: Sequence[Brand]) -> tuple[Menu, ...]:
    """Return the filters with the values that exist among the open cases."""
    choices = Choices(
        brands=tuple((b.slug, b.name) for b in brands) if len(brands) > 1 else (),
        sources=tuple(tally.sources),
        topics=tuple(topic for topic, _ in tally.topics.most_common()),
        owners=tuple(tally.owners),
        tags=tuple(tally.tags),
        languages=tuple(language for language, _ in tally.languages.most_common()),
    )
    return _made(choices, frozenset(by.items()), get_language())


@lru_cache(maxsize=32)
def _made(
    choices: Choices,
    chosen: frozenset[tuple[str, Any]],
    language: str | None,  # noqa: ARG001 - the words are of its language
) -> tuple[Menu, ...]:
    by = dict(chosen)
    topics = [(t, name_of("topics", t)) for t in choices.topics]
    languages = [(t, name_of("languages", t)) for t in choices.languages]
    severities = [(s, f"{number(s)} {SEVERITIES[s]}") for s in (5, 4, 3, 2)]
    states = [(s, str(n)) for s, n in STATES.items()]
    made = (
        _menu(pgettext("filter", "Brand"), "brand", choices.brands, by),
        _menu(pgettext("filter", "Channel"), "source", choices.sources, by),
        _menu(pgettext("filter", "Topic"), "topic", topics, by),
        _menu(pgettext("filter", "Severity, at least"), "severity", severities, by),
        _menu(pgettext("filter", "Owner"), "owner", choices.owners, by),
        _menu(pgettext("filter", "State"), "state", states, by),
        _menu(pgettext("filter", "Tag"), "tag", [(t, t) for t in choices.tags], by),
        _menu(pgettext("filter", "Language"), "language", languages, by),
    )
    return tuple(menu for menu in made if menu.links)


def _menu(
    title: str, name: str, choices: Iterable[tuple[Any, str]], by: dict[str, Any]
) -> Menu:
    links = [Link(str(t), address(by, **{name: v}), by.get(name) == v) for v, t in choices]
    value = next((link.title for link in links if link.is_current), "")
    if links:
        links.insert(
            0, Link(gettext("All of them"), address(by, **{name: None}), not by.get(name))
        )
    return Menu(title, tuple(links), value)


def views(by: dict[str, Any], tally: Tally, called: int = 0) -> list[Link]:
    """Return the ready-made looks of the rail."""
    return [
        Link(gettext("All open"), "?", not by, tally.open_words),
        Link(gettext("Mine"), "?mine=1", bool(by.get("mine")), number(tally.mine)),
        Link(
            gettext("Public, unanswered"),
            "?public=1&group=waiting",
            bool(by.get("public")),
            number(tally.public),
        ),
        Link(gettext("Promised for today"), "?group=promised", by.get("group") == "promised"),
        Link(gettext("Never named us"), "?unasked=1", bool(by.get("unasked"))),
        Link(
            gettext("Calls me"),
            "?called=1",
            bool(by.get("called")),
            number(called) if called else "",
        ),
        Link(
            gettext("Out of sight"),
            "?asleep=1",
            bool(by.get("asleep")),
            number(tally.asleep) if tally.asleep else "",
        ),
        Link(gettext("Closed"), "?state=closed", by.get("state") == "closed"),
    ]
