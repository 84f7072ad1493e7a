"""The forms of a case, one per thing a person can do with it."""

from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.casebook.models import Case, Cause, Outcome, User
from amends.web import names
from amends.web.reader import MINOR_DIGITS
from amends.web.reading import CORRECTABLE


def choices(table: Any, *codes: str) -> list[tuple[str, Any]]:
    """Return the choices of a box from a table of names."""
    return [(code, table[code]) for code in codes or table]


def at_brand(written: datetime, zone: str) -> datetime:
    """Read a time as the brand's clock shows it; raises ValidationError at the calendar's ends."""
    try:
        return written.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        raise forms.ValidationError(_("Please choose a time in the future.")) from None


class CaseForm(forms.Form):
    """A form that knows its case; labels are short because the page says the rest."""

    def __init__(self, *args: Any, case: Case, **fields: Any) -> None:
        prefix = type(self).__name__.removesuffix("Form").lower()
        super().__init__(*args, **{"auto_id": f"id_{prefix}_%s"} | fields)
        self.case = case
        self.settle()

    def settle(self) -> None:
        """Fill in what depends on the case."""


class NoForm(CaseForm):
    """Nothing to fill in."""


class TextForm(CaseForm):
    """One text."""

    text = forms.CharField(
        label=_("What you found out"), widget=forms.Textarea(attrs={"rows": 3})
    )


class WishForm(CaseForm):
    """What the customer wants, in one sentence."""

    text = forms.CharField(label=_("What the customer wants"), max_length=500)


class ReasonForm(CaseForm):
    """A reason."""

    reason = forms.CharField(label=_("Reason"), max_length=1000)


class CloseForm(ReasonForm):
    """How it ended, and why."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[one for one in choices(names.OUTCOMES) if one[0] != Outcome.MERGED],
    )
    field_order = ("outcome", "reason")


class VerdictForm(CaseForm):
    """Whether the customer is right, and whose failure it was."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=choices(names.VERDICTS))
    fault = forms.ChoiceField(label=_("Whose failure"), choices=choices(names.FAULTS))

    def settle(self) -> None:
        """Start from what was decided before."""
        self.initial = {"verdict": self.case.verdict, "fault": self.case.fault}


class PromiseForm(CaseForm):
    """What is promised and by when, in the brand's own time."""

    what = forms.CharField(label=_("What is promised"), max_length=300)
    due_at = forms.DateTimeField(
        label=_("By when"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}),
    )

    reason = forms.CharField(
        label=_("Why it takes longer than an hour"), max_length=1000, required=False
    )

    def clean_due_at(self) -> datetime:
        """Read the time in the time zone of the brand."""
        return at_brand(self.cleaned_data["due_at"], self.case.brand.timezone)


class RemedyForm(CaseForm):
    """What makes it good."""

    kind = forms.ChoiceField(label=_("Remedy"), choices=choices(names.REMEDIES))
    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=0, max_digits=14, decimal_places=3
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Currency"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "maxlength": 3}),
    )
    is_goodwill = forms.BooleanField(
        label=_("A gift of goodwill, beside what is owed"), required=False
    )

    @property
    def amount_minor(self) -> int:
        """Return the amount in the currency's smallest unit."""
        places = MINOR_DIGITS.get(self.cleaned_data.get("currency", ""), 2)
        return int((self.cleaned_data.get("amount") or 0) * 10**places)


class HandOverForm(CaseForm):
    """To whom, why, and whether the customer is told."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("To whom"))
    reason = forms.CharField(label=_("What he should know"), max_length=1000, required=False)
    tell = forms.BooleanField(label=_("Tell the customer"), required=False)

    def settle(self) -> None:
        """Offer the colleagues of the brand."""
        colleagues = User.objects.filter(memberships__brand=self.case.brand_id, is_active=True)
        box = cast("forms.ModelChoiceField[User]", self.fields["to"])
        box.queryset = colleagues.exclude(pk=self.case.owner_id).order_by("name")


class CausesForm(CaseForm):
    """What caused it: known causes, or the name of a new one."""

    causes = forms.ModelMultipleChoiceField(
        Cause.objects.none(),
        label=_("Known causes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(label=_("A new cause"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Kind of cause"), choices=choices(names.CAUSE_KINDS))

    def settle(self) -> None:
        """Offer the causes of the brand."""
        box = cast("forms.ModelMultipleChoiceField[Cause]", self.fields["causes"])
        box.queryset = Cause.objects.filter(brand=self.case.brand_id).order_by("name")
        self.initial = {"causes": list(self.case.causes.values_list("pk", flat=True))}

    @property
    def given(self) -> list[str | int]:
        """Return ids of known causes and the names of new ones."""
        name = self.cleaned_data["name"].strip()
        return [*(cause.pk for cause in self.cleaned_data["causes"]), *([name] if name else [])]


class RowForm(CaseForm):
    """One row of the case; its own form per kind checks that it belongs to it."""

    row = forms.IntegerField(widget=forms.HiddenInput)


class DecideRemedyForm(RowForm):
    """Approve or refuse, a refusal with its reason."""

    approve = forms.BooleanField(required=False)
    reason = forms.CharField(label=_("Reason"), max_length=1000, required=False)


class SettleForm(RowForm):
    """Whether a delivery of unknown fate went out."""

    went_out = forms.BooleanField(required=False)


class PostedForm(RowForm):
    """Where a person posted it by hand."""

    url = forms.URLField(label=_("Address of the post"), required=False, assume_scheme="https")


class PraiseForm(RowForm):
    """A word of praise."""

    words = forms.CharField(label=_("What was good"), max_length=500, required=False)


class CorrectForm(RowForm):
    """A better reading of one field."""

    field = forms.ChoiceField(label=_("What is wrong"), choices=[])
    value = forms.CharField(label=pgettext_lazy("of a field", "It should be"), max_length=40)

    def settle(self) -> None:
        """Offer the fields that can be corrected."""
        table = {**names.FIELDS, "topic": names.FIELDS["topics"]}
        cast("forms.ChoiceField", self.fields["field"]).choices = [
            (f, table[f]) for f in CORRECTABLE
        ]

    def clean(self) -> dict[str, Any]:
        """Turn the value into what the field holds: a number, yes or no, or topics."""
        given = super().clean() or self.cleaned_data
        field, value = given.get("field", ""), given.get("value", "")
        try:
            given["field"], given["value"] = _typed(field, value)
        except (KeyError, ValueError):
            self.add_error("value", _("Please choose one of the values offered."))
        return given


def _typed(field: str, value: str) -> tuple[str, Any]:
    if field in {"severity", "anger"}:
        step = int(value)
        if step not in {"severity": range(1, 6), "anger": range(4)}[field]:
            raise ValueError(value)
        return field, step
    if field == "topic":
        if value not in names.TOPICS:
            raise KeyError(value)
        return "topics", [value]
    return field, {"yes": True, "no": False}[value]
