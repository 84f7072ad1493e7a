"""Notices in the reader's language, each with where it leads."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from amends.casebook.models import Cause, Crisis, Notice
from amends.rooms.diagnose import alarm
from amends.rooms.triage.reaching import words as outside
from amends.web.health import say_trouble
from amends.web.names import name_of
from amends.web.reader import number, tame


class Told(NamedTuple):
    """What a notice says, and the page that shows it."""

    words: str
    url: str


def told(notice: Notice, monitors: Mapping[int, str]) -> Told:
    """Return what a notice says; ``monitors`` are the names of those that still exist."""
    if notice.kind in _SAY:
        return _SAY[notice.kind](notice, monitors)
    return Told(outside.say(notice, timezone.now()), outside.path_of(notice))


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


def _crisis(notice: Notice, _monitors: Mapping[int, str]) -> Told:
    crisis = Crisis.objects.filter(pk=notice.facts["crisis"]).first()
    words = crisis_words(crisis) if crisis else gettext("Very many complaints at once.")
    return Told(words, reverse("inbox"))


def _crisis_over(_notice: Notice, _monitors: Mapping[int, str]) -> Told:
    return Told(gettext("It is quiet again: complaints come as usual."), reverse("inbox"))


def crisis_words(crisis: Crisis) -> str:
    """Return what is happening: how many complain, what is usual, and what they share."""
    said = gettext("%(n)s complaints within %(minutes)s minutes; usual are %(usual)s.")
    if crisis.kind == "anger":
        said = gettext(
            "Many angry complaints: %(n)s within %(minutes)s minutes, usual are %(usual)s."
        )
    told = said % {
        "n": number(crisis.count),
        "minutes": number(alarm.WINDOW["minutes"]),
        "usual": number(round(crisis.usual)),
    }
    return f"{told} {_shared(crisis)}".strip()


def _shared(crisis: Crisis) -> str:
    if not crisis.cause_kind:
        return gettext("What they share cannot be told yet.")
    value = crisis.cause
    if crisis.cause_kind == "topic":
        value = name_of("topics", value)
    if crisis.cause_kind == "cause":
        found = Cause.objects.filter(pk=value).values_list("name", flat=True).first()
        value = found or gettext("a cause that is gone")
    shared = gettext("Probably about “%(cause)s”: %(n)s of them name it.")
    return shared % {"cause": value, "n": number(crisis.shared)}


def _source(notice: Notice, _monitors: Mapping[int, str]) -> Told:
    facts: Mapping[str, Any] = notice.facts
    words = f"{tame(facts['name'])}: {say_trouble(facts['code'])}"
    return Told(words, reverse("sources"))


_SAY = {"found": _found, "crisis": _crisis, "crisis_over": _crisis_over, "source": _source}
