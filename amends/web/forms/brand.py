"""The form of a brand: its names, where and when it lives, and how its order numbers look."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.casebook import policies
from amends.casebook.models import Brand, Language
from amends.language.order_patterns import PatternError, check_order_pattern
from amends.playbook import laws
from amends.playbook.errors import PolicyError


TONGUES = ("ar", "fa", "en")
REFUSED = {
    "too_long": _("This pattern is too long."),
    "unbounded": _("Say how many signs there may be, as in {4,8}, instead of * or +."),
    "not_plain": _("Use only letters, digits, sets like [A-Z], \\d, {4,8}, ?, groups and |."),
    "slow": _("This pattern can be read in too many ways; make its lengths narrower."),
    "invalid": _("This is not a pattern: a bracket is missing or a range runs backwards."),
    "empty": _("This pattern would also find nothing at all; say what must be there."),
}


class BrandForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What the owner and managers set of a brand."""

    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=120, required=False)
    name_fa = forms.CharField(label=_("Name in Persian"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    next_ar = forms.CharField(label=_("Where else to complain, in Arabic"), required=False)
    next_fa = forms.CharField(label=_("Where else to complain, in Persian"), required=False)
    next_en = forms.CharField(label=_("Where else to complain, in English"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    timezone = forms.ChoiceField(label=_("Time zone"))

    class Meta:
        model = Brand
        fields = (
            "name",
            "language",
            "timezone",
            "country",
            "order_pattern",
            "asks_second_step",
        )
        labels = {
            "name": _("Name"), "country": _("Country, two letters"),
            "order_pattern": _("How order numbers look"),
            "asks_second_step": _("Open only to colleagues with a second step"),
        }  # fmt: skip
        help_texts = {
            "order_pattern": _("For example RB-\\d{4,8}. Empty: any usual number."),
            "asks_second_step": _("An authenticator app or a passkey, beside the password."),
        }

    field_order = (
        "name", "name_ar", "name_fa", "name_en", "language", "timezone", "country",
        "order_pattern", "next_ar", "next_fa", "next_en", "asks_second_step",
    )  # fmt: skip

    def __init__(self, *args: Any, has_second_step: bool = False, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.has_second_step = has_second_step
        zones = [*sorted(zone for zone in available_timezones() if "/" in zone), "UTC"]
        self.fields["timezone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]  # a field of choices
        for code in TONGUES:
            self.initial[f"name_{code}"] = self.instance.names.get(code, "")
            self.initial[f"next_{code}"] = self.instance.next_instance.get(code, "")

    def clean_country(self) -> str:
        """Refuse what is not two letters, and a country whose law forbids what was decided."""
        country = str(self.cleaned_data["country"]).upper()
        if len(country) != 2 or not (country.isascii() and country.isalpha()):  # noqa: PLR2004 - ISO 3166
            raise forms.ValidationError(_("Two letters, as in SA or IR."))
        try:
            laws.check(policies.rows_of(self.instance), country)
        except PolicyError as refusal:
            told = _("The law of that country forbids what the policy says now: %(key)s.")
            raise forms.ValidationError(told, params={"key": refusal.key}) from None
        return country

    def clean_asks_second_step(self) -> bool:
        """Refuse to shut the brand to the one who shuts it."""
        is_asked = bool(self.cleaned_data["asks_second_step"])
        if is_asked and not self.has_second_step:
            raise forms.ValidationError(_("Set up your own second step first."))
        return is_asked

    def clean_order_pattern(self) -> str:
        """Refuse a pattern that is wrong or would hold up the reader."""
        pattern = str(self.cleaned_data["order_pattern"])
        if pattern:
            try:
                check_order_pattern(pattern)
            except PatternError as refusal:
                raise forms.ValidationError(REFUSED[refusal.code]) from None
        return pattern

    def save(self, commit: bool = True) -> Brand:  # noqa: FBT001, FBT002 - Django's signature
        """Store the names and the next instances by language."""
        given = self.cleaned_data
        self.instance.names = {c: given[f"name_{c}"] for c in TONGUES if given[f"name_{c}"]}
        kept = {c: given[f"next_{c}"] for c in TONGUES if given[f"next_{c}"]}
        self.instance.next_instance = kept
        saved: Brand = super().save(commit)
        return saved
