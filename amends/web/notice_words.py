"""Notices in the reader's language, each with where it leads."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from amends.casebook.models import Notice
from amends.web.reader import number


class Told(NamedTuple):
    """What a notice says, and the page that shows it."""

    words: str
    url: str


def told(notice: Notice, monitors: Mapping[int, str]) -> Told:
    """Return what a notice says; ``monitors`` are the names of those that still exist."""
    return _SAY[notice.kind](notice, monitors)


def _found(notice: Notice, monitors: Mapping[int, str]) -> Told:
    facts: Mapping[str, Any] = notice.facts
    name = monitors.get(facts["monitor"]) or gettext("A monitor that is gone")
    us, maybe = facts["us"], facts["maybe"]
    said = [
        ngettext("%(n)s text about us", "%(n)s texts about us", us) % {"n": number(us)},
        ngettext("%(n)s that may be", "%(n)s that may be", maybe) % {"n": number(maybe)},
    ]
    counted = gettext(", ").join(said if us and maybe else said[:1] if us else said[1:])
    words = gettext("“%(name)s” found: %(counted)s.") % {"name": name, "counted": counted}
    return Told(words, reverse("maybe") if maybe else reverse("heard") + "?kind=indirect")


_SAY = {"found": _found}
