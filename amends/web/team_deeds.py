"""What those who lead a team can do about a person: one line per deed, each calling one verb."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_noop as _

from amends.casebook import team
from amends.casebook.models import Membership, User
from amends.rooms.triage import service as triage
from amends.web.forms.team import PassOnForm, RoleForm, ShiftsForm


@dataclass(frozen=True, slots=True)
class Deed:
    """How its form is made, the verb, and what is said when it is done."""

    form: Callable[[Any, Membership, Iterable[str]], forms.Form]
    do: Callable[[Membership, Any, User, datetime], object]
    done: str


def _change_role(member: Membership, form: Any, actor: User, _now: datetime) -> object:
    given = form.cleaned_data
    return team.change_role(member, given["role"], languages=given["languages"], actor=actor)


def _set_shifts(member: Membership, form: Any, actor: User, _now: datetime) -> object:
    return team.set_shifts(member, form.spans, actor=actor)


def _pass_on(member: Membership, form: Any, actor: User, now: datetime) -> object:
    to = form.cleaned_data["to"]
    return triage.hand_all_over(member.user, to, member.brand, actor=actor, now=now)


def _remove(member: Membership, _form: Any, actor: User, now: datetime) -> object:
    return triage.leave_brand(member, actor=actor, now=now)


DEEDS: Mapping[str, Deed] = {
    "role": Deed(
        lambda body, _member, grants: RoleForm(body, grants=grants), _change_role, _("Stored.")
    ),
    "shifts": Deed(
        lambda body, _member, _grants: ShiftsForm(body), _set_shifts, _("The hours are stored.")
    ),
    "pass-on": Deed(
        lambda body, member, _grants: PassOnForm(body, member=member),
        _pass_on,
        _("All open cases are handed over."),
    ),
    "remove": Deed(
        lambda body, _member, _grants: forms.Form(body), _remove, _("He works here no more.")
    ),
}
