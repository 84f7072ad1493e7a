"""The form of a source, made from the settings its kind asks for; secrets are never shown again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from amends.casebook import vault
from amends.casebook.models import Source
from amends.connectors import kinds
from amends.connectors.source_settings import SettingField, SettingsError
from amends.connectors.values.prices import MICROS, has_prices


USUAL_BUDGET = Decimal(50)  # dollars a month, until a person decides


class SourceForm(forms.Form):
    """A name and the settings of one kind; an empty secret keeps the one that is stored.

    ``words`` are offered to a new source that searches by words.
    """

    name = forms.CharField(label=gettext_lazy("What you call it"), max_length=120)

    def __init__(
        self,
        *args: Any,
        kind: kinds.Kind,
        source: Source | None = None,
        words: Sequence[str] = (),
        **given: Any,
    ) -> None:
        self.kind = kind
        self.stored = vault.unseal(source.settings) if source else {}
        self.lines = kinds.fields_of(kind)
        offered = {"s_words": "\n".join(words)} if words and source is None else {}
        super().__init__(*args, **{"initial": self._initial(source) | offered} | given)
        if has_prices(kind.capability.prices):
            self.fields["budget"] = _budget()
        for line in self.lines:
            self.fields[f"s_{line.name}"] = _box(line, has_stored=line.name in self.stored)

    def _initial(self, source: Source | None) -> dict[str, Any]:
        shown = {line.name: _shown(line, self.stored) for line in self.lines if not line.secret}
        return {f"s_{name}": value for name, value in shown.items()} | {
            "name": source.name if source else gettext(self.kind.title),
            "budget": _dollars_of(source) if source else USUAL_BUDGET,
        }

    @property
    def budget_micros(self) -> int | None:
        """Return what reading may cost in a month; None for no end."""
        dollars = self.cleaned_data.get("budget")
        return None if dollars is None else int(dollars * MICROS)

    def clean(self) -> dict[str, Any]:
        """Let the connector judge its own settings; each problem stands beside its box."""
        cleaned = super().clean() or self.cleaned_data
        self.settings = self._given(cleaned)
        try:
            kinds.parse_settings(self.kind, self.settings)
        except SettingsError as error:
            for name, problem in error.problem_by_setting.items():
                self.add_error(
                    f"s_{name}" if f"s_{name}" in self.fields else None, gettext(problem)
                )
        return cleaned

    def _given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        given = {line.name: cleaned.get(f"s_{line.name}") for line in self.lines}
        kept = {line.name for line in self.lines if line.secret and not given[line.name]}
        known = {name: self.stored[name] for name in kept if name in self.stored}
        return {n: v for n, v in given.items() if v not in {None, ""}} | known


def _budget() -> forms.Field:
    return forms.DecimalField(
        label=gettext("What reading may cost in a month, in US dollars"),
        help_text=gettext(
            "This channel charges for what it gives. When the sum is used up we stop reading until "
            "the month turns; answers still leave. Empty for no limit."
        ),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
    )


def _dollars_of(source: Source) -> Decimal | None:
    if source.budget_micros is None:
        return None
    return (Decimal(source.budget_micros) / MICROS).quantize(Decimal("0.01"))


def _shown(line: SettingField, stored: Mapping[str, Any]) -> Any:
    value = stored.get(line.name, line.default)
    return "\n".join(value) if line.kind == "lines" and not isinstance(value, str) else value


def _box(line: SettingField, *, has_stored: bool) -> forms.Field:
    words: Any = {
        "label": gettext(line.label),
        "help_text": gettext(line.help) if line.help else "",
    }
    is_required = line.required and not (line.secret and has_stored)
    if line.choices:
        choices = [(value, gettext(title)) for value, title in line.choices]
        return forms.ChoiceField(choices=choices, required=is_required, **words)
    if line.kind == "yes_no":
        return forms.BooleanField(required=False, **words)
    if line.secret:
        placeholder = gettext("Stored. Leave empty to keep it.") if has_stored else " "
        widget: forms.Widget = forms.PasswordInput(
            render_value=False, attrs={"autocomplete": "off", "placeholder": placeholder}
        )
        return forms.CharField(required=is_required, widget=widget, strip=False, **words)
    widget = forms.Textarea(attrs={"rows": 4}) if line.kind == "lines" else forms.TextInput()
    return forms.CharField(required=is_required, widget=widget, **words)
