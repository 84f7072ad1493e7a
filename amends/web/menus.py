"""Filters of the inbox as links: each keeps the others, drops the page, and works without script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext, pgettext

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


def address(by: dict[str, Any], **changes: Any) -> str:
    """Return the address of the inbox with some filters changed; None drops one."""
    kept = {name: by[name] for name in KEPT if by.get(name)} | changes
    query = {k: 1 if v is True else v for k, v in kept.items() if v not in {None, False, ""}}
    return "?" + urlencode(query)


def menus(by: dict[str, Any], tally: Tally, brands: Sequence[Brand]) -> list[Menu]:
    """Return the filters with the values that exist among the open cases."""
    slugs = [(b.slug, b.name) for b in brands] if len(brands) > 1 else []
    topics = [(t, name_of("topics", t)) for t, _ in tally.topics.most_common()]
    languages = [(t, name_of("languages", t)) for t, _ in tally.languages.most_common()]
    severities = [(s, f"{number(s)} {SEVERITIES[s]}") for s in (5, 4, 3, 2)]
    made = [
        _menu(pgettext("filter", "Brand"), "brand", slugs, by),
        _menu(pgettext("filter", "Channel"), "source", list(tally.sources), by),
        _menu(pgettext("filter", "Topic"), "topic", topics, by),
        _menu(pgettext("filter", "Severity, at least"), "severity", severities, by),
        _menu(pgettext("filter", "Owner"), "owner", list(tally.owners), by),
        _menu(
            pgettext("filter", "State"), "state", [(s, str(n)) for s, n in STATES.items()], by
        ),
        _menu(pgettext("filter", "Tag"), "tag", [(t, t) for t in tally.tags], by),
        _menu(pgettext("filter", "Language"), "language", languages, by),
    ]
    return [menu for menu in made if menu.links]


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
