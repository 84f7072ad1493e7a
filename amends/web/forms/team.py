"""The forms of a team: whom to invite, which role and languages, which hours."""

from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.casebook.models import Language, Membership, Role, Shift, User
from amends.casebook.roles import ANSWERERS
from amends.casebook.team import Span
from amends.web import calendars, names
from amends.web.roster import weekdays


SPANS_A_DAY = range(2)


class RoleForm(forms.Form):
    """A role, and the languages of the customers a person answers."""

    role = forms.ChoiceField(label=_("Role"))
    languages = forms.MultipleChoiceField(
        label=_("Answers customers in"),
        help_text=_("Nothing chosen means every language."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, names.LANGUAGES[code]) for code in Language.values],
    )

    def __init__(self, *args: Any, grants: Iterable[str], **given: Any) -> None:
        super().__init__(*args, **given)
        allowed = set(grants)
        roles = [(code, names.ROLES[code]) for code in Role.values if code in allowed]
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = roles


class InviteForm(RoleForm):
    """Whom to invite."""

    email = forms.EmailField(label=_("E-mail"))
    field_order = ("email", "role", "languages")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **{"initial": {"role": Role.AGENT.value}} | given)


class PassOnForm(forms.Form):
    """To whom all open cases of a person go."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Hand over to"))

    def __init__(self, *args: Any, member: Membership, **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            User.objects.filter(
                is_active=True,
                memberships__brand=member.brand_id,
                memberships__role__in=ANSWERERS,
            )
            .exclude(pk=member.user_id)
            .order_by("name", "pk")
        )


class ShiftsForm(forms.Form):
    """A week: for each day two stretches on duty, each of which may run past midnight."""

    def __init__(self, *args: Any, shifts: Iterable[Shift] = (), **given: Any) -> None:
        super().__init__(*args, **{"initial": _times(shifts)} | given)
        for day in range(7):
            for nth in SPANS_A_DAY:
                for edge in ("starts", "ends"):
                    self.fields[f"{edge}_{day}_{nth}"] = _clock_box(day, edge)

    def week(self) -> Iterator[tuple[Any, list[tuple[BoundField, BoundField]]]]:
        """Yield each day in the reader's order with its boxes."""
        for day in weekdays():
            boxes = [
                (self[f"starts_{day}_{nth}"], self[f"ends_{day}_{nth}"]) for nth in SPANS_A_DAY
            ]
            yield calendars.weekday(day), boxes

    def clean(self) -> dict[str, Any]:
        """Read the stretches; one that only begins or only ends says so beside its day."""
        cleaned = super().clean() or self.cleaned_data
        self.spans = list(self._spans(cleaned))
        return cleaned

    def _spans(self, cleaned: dict[str, Any]) -> Iterator[Span]:
        for day in range(7):
            for nth in SPANS_A_DAY:
                starts, ends = (cleaned.get(f"{e}_{day}_{nth}") for e in ("starts", "ends"))
                if isinstance(starts, time) and isinstance(ends, time):
                    yield Span(day, starts, ends)
                elif starts or ends:
                    self.add_error(
                        None,
                        ValidationError(
                            gettext(
                                "%(day)s: please write both when it begins and when it ends."
                            )
                            % {"day": calendars.weekday(day)}
                        ),
                    )


def _times(shifts: Iterable[Shift]) -> dict[str, time]:
    initial: dict[str, time] = {}
    seen = dict.fromkeys(range(7), 0)
    for shift in sorted(shifts, key=lambda one: one.starts):
        nth = seen[shift.weekday]
        seen[shift.weekday] += 1
        initial[f"starts_{shift.weekday}_{nth}"] = shift.starts
        initial[f"ends_{shift.weekday}_{nth}"] = shift.ends
    return initial


def _clock_box(day: int, edge: str) -> forms.TimeField:
    label = {"starts": _("%(day)s, from"), "ends": _("%(day)s, to")}[edge]
    return forms.TimeField(
        required=False,
        label=label % {"day": calendars.weekday(day)},
        widget=forms.TimeInput(
            format="%H:%M",
            attrs={"type": "time", "aria-label": label % {"day": calendars.weekday(day)}},
        ),
    )
