"""What a notice says outside the desk, in the reader's language: no customer's words, no private data."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from amends.casebook.models import Monitor, Notice, User
from amends.messages.when import digits, say_when


ISOLATED = "\u2068{}\u2069"  # a name or a number keeps its own direction
CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x0A, 0x0D], " ")
Facts = Mapping[str, Any]


def say(notice: Notice, now: datetime) -> str:
    """Return one line; the caller has set the language."""
    words = (
        _SAY[notice.kind](notice, now) if notice.kind in _SAY else gettext("Look at the desk.")
    )
    if notice.facts.get("passed_on"):
        return gettext("Nobody has looked yet: %(words)s") % {"words": words}
    return words


def path_of(notice: Notice) -> str:
    """Return the page of the desk that shows what a notice is about."""
    if notice.case is not None:
        return reverse("case", args=[notice.brand.slug, notice.case.number])
    return reverse("sources") if notice.kind == "source" else reverse("notices")


def link(path: str) -> str:
    """Return the whole address of a page of the desk."""
    return f"{settings.BASE_URL}{path}"


def isolated(name: object) -> str:
    """Return a name that turns nothing around beside it."""
    return ISOLATED.format(" ".join(str(name).translate(CONTROLS).split()))


def _language() -> str:
    return (get_language() or "en")[:2]


def _grave(notice: Notice, _now: datetime) -> str:
    said = gettext("Severity 5 in %(case)s: somebody may be in danger. Look at once.")
    return said % {"case": isolated(notice.case)}


def _crisis(_notice: Notice, _now: datetime) -> str:
    return gettext("Crisis: complaints come far faster than usual.")


def _over(_notice: Notice, _now: datetime) -> str:
    return gettext("It is quiet again: complaints come as usual.")


def _case(notice: Notice, now: datetime) -> str:
    said = gettext(
        "%(case)s is yours: a complaint in public. The time for an answer ends %(when)s."
    )
    return said % {"case": isolated(notice.case), "when": _when(notice, now)}


def _nears(notice: Notice, now: datetime) -> str:
    said = gettext("%(case)s waits for an answer; its clock ends %(when)s.")
    return said % {"case": isolated(notice.case), "when": _when(notice, now)}


def _broken(notice: Notice, _now: datetime) -> str:
    said = gettext("%(case)s: the time has passed and what was owed is not done.")
    return said % {"case": isolated(notice.case)}


def _promise(notice: Notice, now: datetime) -> str:
    said = gettext("%(case)s: a promise is due %(when)s.")
    return said % {"case": isolated(notice.case), "when": _when(notice, now)}


def _approval(notice: Notice, _now: datetime) -> str:
    said = gettext("%(case)s waits for your decision.")
    return said % {"case": isolated(notice.case)}


def _called(notice: Notice, _now: datetime) -> str:
    said = gettext("%(name)s calls you in %(case)s.")
    return said % {"name": _person(notice.facts), "case": isolated(notice.case)}


def _handed(notice: Notice, _now: datetime) -> str:
    said = gettext("%(name)s passed %(case)s on to you.")
    return said % {"name": _person(notice.facts), "case": isolated(notice.case)}


def _source(notice: Notice, _now: datetime) -> str:
    said = gettext("The source %(name)s needs you: it is not heard any more.")
    return said % {"name": isolated(notice.facts["name"])}


def _found(notice: Notice, _now: datetime) -> str:
    facts = notice.facts
    name = Monitor.objects.filter(pk=facts["monitor"]).values_list("name", flat=True).first()
    count = facts["us"] + facts["maybe"]
    said = ngettext(
        "The monitor %(name)s found %(n)s text.",
        "The monitor %(name)s found %(n)s texts.",
        count,
    )
    return said % {"name": isolated(name or "·"), "n": digits(str(count), _language())}


def _when(notice: Notice, now: datetime) -> str:
    at = datetime.fromisoformat(notice.facts["at"])
    return say_when(at, now, _language(), ZoneInfo(notice.brand.timezone))


def _person(facts: Facts) -> str:
    found = User.objects.filter(pk=facts.get("by") or 0).first()
    return isolated(found or gettext("A colleague"))


_SAY: Mapping[str, Callable[[Notice, datetime], str]] = {
    "grave": _grave,
    "crisis": _crisis,
    "crisis_over": _over,
    "case": _case,
    "nears": _nears,
    "broken": _broken,
    "promise": _promise,
    "approval": _approval,
    "called": _called,
    "handed": _handed,
    "source": _source,
    "found": _found,
}
