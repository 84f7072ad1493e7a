"""What kinds of notices are called, and when they may come; whom each concerns."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.casebook.models import Role
from amends.casebook.roles import DECIDERS


KINDS: Mapping[str, Any] = {
    "grave": _("Severity 5: somebody may be in danger"),
    "crisis": _("A crisis: complaints come far faster than usual"),
    "case": _("A new complaint in public is mine"),
    "nears": _("The clock of my case is nearly over"),
    "broken": _("A clock has run out"),
    "promise": _("A promise is nearly due"),
    "approval": _("Somebody waits for my decision"),
    "called": _("A colleague calls me by name"),
    "handed": _("A case was passed on to me"),
    "source": _("A source needs somebody"),
    "found": _("A monitor found something"),
    "crisis_over": _("It is quiet again"),
}
FOR_DECIDERS = frozenset({"source", "found", "crisis_over"})
WISHES: Mapping[str, Any] = {
    "at_once": pgettext_lazy("when to tell", "At once"),
    "morning": pgettext_lazy("when to tell", "In the morning, by mail"),
    "desk": pgettext_lazy("when to tell", "Only at the desk"),
}


def kinds_for(roles: set[str]) -> tuple[str, ...]:
    """Return the kinds that concern somebody with these roles, in the order of the page."""
    if roles & DECIDERS:
        return tuple(KINDS)
    return tuple(kind for kind in KINDS if kind not in FOR_DECIDERS)


def strongest(roles: set[str]) -> str:
    """Return the role that says what a person usually wants; empty for somebody without one."""
    return next((role for role in Role.values if role in roles), "")
