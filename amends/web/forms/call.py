"""What a person fills in while talking on the telephone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.casebook.models import Brand


DIRECTIONS = (
    ("in", pgettext_lazy("call", "The customer called us")),
    ("out", pgettext_lazy("call", "We called the customer")),
)


class CallForm(forms.Form):
    """One call; what may stand in it is decided by the connector."""

    brand = forms.ChoiceField(label=_("Brand"))
    number = forms.CharField(
        label=_("Number"),
        required=False,
        help_text=_("In any digits. Leave it empty when it was hidden."),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}
        ),
    )
    direction = forms.ChoiceField(
        label=_("Who called"), choices=DIRECTIONS, initial="in", required=False
    )
    summary = forms.CharField(
        label=_("What the customer said"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(label=_("The customer's name"), required=False)
    order = forms.CharField(label=_("Order number"), required=False)
    at = forms.CharField(
        label=_("When"),
        required=False,
        help_text=_("Leave it empty for now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    consent = forms.BooleanField(
        label=_("The customer agrees to be called back"), required=False
    )
    token = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, brands: Sequence[Brand], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(brand.slug, brand.name) for brand in brands]
        self.fields["brand"] = forms.ChoiceField(
            label=self.fields["brand"].label, choices=choices
        )
        if len(choices) == 1:
            self.fields["brand"].widget = forms.HiddenInput()
            self.fields["brand"].initial = choices[0][0]

    def given(self) -> dict[str, str]:
        """Return what was typed, as text."""
        return {name: str(self.data.get(name, "")).replace("\0", "") for name in self.fields}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside its box."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, gettext(problem))
