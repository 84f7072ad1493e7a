"""The form of the model that may draft replies; its key is never shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.casebook import drafters
from amends.casebook.models import Brand
from amends.connectors.network.language_model import read_settings
from amends.connectors.source_settings import SettingsError


class DrafterForm(forms.Form):
    """Off, the house's model, or one of the brand's own."""

    is_on = forms.BooleanField(
        label=_("Let a language model suggest drafts"),
        help_text=_(
            "A person always edits and sends. The facts of the case leave this desk, private data replaced by marks."
        ),
        required=False,
    )
    url = forms.CharField(label=_("Address of the model"), required=False, max_length=500)
    model = forms.CharField(label=_("Name of the model"), required=False, max_length=200)
    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=2000,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, brand: Brand, **given: Any) -> None:
        self.stored = drafters.stored(brand)
        self.house = drafters.of_the_house()
        shown = {name: value for name, value in self.stored.items() if name != "key"}
        super().__init__(*args, **{"initial": shown} | given)
        hint = _("For example https://models.example/v1")
        if self.house:
            hint = _("Leave it empty to use the model this desk was set up with.")
        self.fields["url"].help_text = hint
        if self.stored.get("key"):
            told = gettext("Stored. Leave empty to keep it.")
            self.fields["key"].widget.attrs["placeholder"] = told

    def clean(self) -> dict[str, Any]:
        """Judge an address as the wire does; a key without its address is kept for none."""
        cleaned = super().clean() or self.cleaned_data
        same_place = cleaned.get("url") == self.stored.get("url")
        key = cleaned.get("key") or (self.stored.get("key", "") if same_place else "")
        own = {"url": cleaned.get("url"), "model": cleaned.get("model"), "key": key}
        self.chosen = {"is_on": bool(cleaned.get("is_on")), **(own if own["url"] else {})}
        if own["url"] or own["model"]:
            self._check(own)
        elif cleaned.get("is_on") and not self.house:
            self.add_error("url", gettext("Please fill this in."))
        return cleaned

    def _check(self, own: dict[str, Any]) -> None:
        try:
            read_settings(own)
        except SettingsError as refusal:
            for name, problem in refusal.problem_by_setting.items():
                self.add_error(name, gettext(problem))
