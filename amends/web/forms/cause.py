"""The forms of a cause: what removes it, that it was done, and the proof."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.casebook.models import Cause, User
from amends.web.forms.case import at_brand


LATE = time(23, 59)


class CauseForm(forms.Form):
    """A form that knows its cause."""

    def __init__(self, *args: Any, cause: Cause, **fields: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{type(self).__name__.lower()}_%s"} | fields)
        self.cause = cause
        if "owner" in self.fields:
            there = User.objects.filter(memberships__brand=cause.brand, is_active=True)
            self.fields["owner"].queryset = there.order_by("name", "pk")  # type: ignore[attr-defined]  # a field of rows


class PlanForm(CauseForm):
    """What will remove the cause, who does it, until when."""

    what = forms.CharField(
        label=_("What will remove the cause"), widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who does it"), empty_label=None
    )
    due = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due(self) -> datetime:
        """Read the day as its end in the time zone of the brand."""
        return at_brand(
            datetime.combine(self.cleaned_data["due"], LATE), self.cause.brand.timezone
        )


class DoneForm(CauseForm):
    """Nothing to fill in."""


class ProofForm(CauseForm):
    """What shows that the cause is gone."""

    proof = forms.CharField(
        label=_("What shows that it is gone"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
