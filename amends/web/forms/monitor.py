"""The form of a monitor: names, spellings ticked one by one, what silences it, where it listens."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.casebook.models import Brand, Language, Monitor, Source
from amends.language.naming.spellings import Spelling, offered
from amends.rooms.listen.service import Wanted
from amends.web.monitor_names import TELLS
from amends.web.names import LANGUAGES


class LinesField(forms.CharField):
    """One word or name on each line; empty lines count for nothing."""

    def __init__(self, rows: int, **given: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), max_length=40_000, **given
        )

    def clean(self, value: Any) -> list[str]:
        """Return the lines, trimmed."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value


class MonitorForm(forms.Form):
    """What a person says of one monitor; ``offers`` are the spellings he may tick."""

    names = LinesField(
        3,
        label=_("Names to listen for"),
        help_text=_(
            "One per line: the brand, a product, a person, an account such as @nakheel or a tag."
        ),
    )
    own = LinesField(
        3,
        required=False,
        label=_("Other spellings of your own"),
        help_text=_("One per line, as customers write them."),
    )
    own_words = LinesField(
        3,
        required=False,
        label=_("Words that show that we are meant"),
        help_text=_("One per line: products, places, people of ours. They find nothing alone."),
    )
    excluded_words = LinesField(
        3,
        required=False,
        label=_("Words that show that we are not meant"),
        help_text=_("One per line. A text that holds one of them is passed over."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Only in these languages"),
        help_text=_("Nothing chosen means every language."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, LANGUAGES[code]) for code in Language.values],
    )
    sources = forms.ModelMultipleChoiceField(
        Source.objects.none(),
        label=_("Only at these places"),
        help_text=_("Nothing chosen means every place."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tells = forms.ChoiceField(
        label=_("Tell owner and managers what was found"), choices=list(TELLS.items())
    )
    is_enabled = forms.BooleanField(label=_("Listen for it"), required=False)

    def __init__(
        self, *args: Any, brand: Brand, monitor: Monitor | None = None, **given: Any
    ) -> None:
        self.stored = monitor
        super().__init__(*args, **{"initial": _initial(monitor)} | given)
        field = self.fields["sources"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Source.objects.filter(brand=brand).order_by("name", "pk")

    @property
    def offers(self) -> list[tuple[str, list[tuple[Spelling, bool]]]]:
        """Return what is offered, by reason, each with whether it is ticked."""
        groups: dict[str, list[tuple[Spelling, bool]]] = {}
        ticked = set(self._ticked)
        for spelling in offered(self.names_given):
            row = (spelling, spelling.text in ticked)
            groups.setdefault(spelling.reason, []).append(row)
        return list(groups.items())

    @property
    def names_given(self) -> Sequence[str]:
        """Return the names as they stand in the form now."""
        if self.is_bound:
            return str(self.data.get("names", "")).splitlines()
        return self.stored.names if self.stored else []

    @property
    def _ticked(self) -> Sequence[str]:
        if self.is_bound:
            found: list[str] = self.data.getlist("spelling")  # type: ignore[attr-defined]  # a QueryDict
            return found
        return self.stored.words if self.stored else []

    def wanted(self) -> Wanted:
        """Return what was said; only of a form that is valid."""
        given = self.cleaned_data
        on_offer = {spelling.text for spelling in offered(given["names"])}
        ticked = [text for text in self._ticked if text in on_offer]
        return Wanted(
            name="",
            names=given["names"],
            words=[*ticked, *given["own"]],
            own_words=given["own_words"],
            excluded_words=given["excluded_words"],
            languages=given["languages"],
            sources=[source.pk for source in given["sources"]],
            tells=given["tells"],
            is_enabled=given["is_enabled"],
        )


def _initial(monitor: Monitor | None) -> dict[str, Any]:
    if monitor is None:
        return {"tells": "daily", "is_enabled": True}
    return {
        "names": list(monitor.names),
        "own": list(_own(monitor)),
        "own_words": list(monitor.own_words),
        "excluded_words": list(monitor.excluded_words),
        "languages": monitor.languages,
        "sources": monitor.sources.all(),
        "tells": monitor.tells,
        "is_enabled": monitor.is_enabled,
    }


def _own(monitor: Monitor) -> Iterator[str]:
    """Yield the words that are neither a name nor on offer."""
    known = {*monitor.names, *(spelling.text for spelling in offered(monitor.names))}
    return (word for word in monitor.words if word not in known)
