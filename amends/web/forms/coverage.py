"""The hours of one channel: a row for each weekday, and rows for dates."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.playbook.coverage import DAYS
from amends.playbook.week import DAY_MIN, Span, clock, dated, row


SPANS = ("a", "b")  # a day may have a break
MORE_DATES = 2


def _time() -> forms.TimeField:
    return forms.TimeField(
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input", "dir": "ltr"}),
    )


def _date() -> forms.DateField:
    attributes = {"type": "date", "class": "input", "dir": "ltr"}
    return forms.DateField(required=False, widget=forms.DateInput(attrs=attributes))


class SpansForm(forms.Form):
    """From when to when, twice at most; empty is closed. Midnight as an end ends the day."""

    a_from, a_to, b_from, b_to = _time(), _time(), _time(), _time()

    def clean(self) -> dict[str, Any]:
        """Refuse half a span and one that ends before it starts."""
        cleaned = super().clean() or self.cleaned_data
        self.spans = [span for name in SPANS if (span := self._span(cleaned, name))]
        return cleaned

    def _span(self, cleaned: dict[str, Any], name: str) -> Span | None:
        start, end = cleaned.get(f"{name}_from"), cleaned.get(f"{name}_to")
        if start is None and end is None:
            return None
        if start is None or end is None or _minute(start) >= _end(end):
            self.add_error(f"{name}_to", _("Say from when to when, on the same day."))
            return None
        return _minute(start), _end(end)

    @classmethod
    def filled(cls, spans: list[Span]) -> dict[str, str]:
        """Return the initial values that show some spans."""
        made: dict[str, str] = {}
        for name, (start, end) in zip(SPANS, spans, strict=False):
            made |= {f"{name}_from": clock(start), f"{name}_to": clock(end % DAY_MIN)}
        return made


class DayForm(SpansForm):
    """One weekday."""


class DateForm(SpansForm):
    """Some dates; without a first date the row is left out."""

    first, last = _date(), _date()

    def rows(self) -> list[str]:
        """Return the rows of the calendar."""
        first: date | None = self.cleaned_data.get("first")
        if first is None:
            return []
        last = self.cleaned_data.get("last") or first
        return dated(first, max(first, last), self.spans)


def day_rows(forms_: list[DayForm]) -> list[str]:
    """Return the rows of a week from its seven forms."""
    return [
        text for day, form in zip(DAYS, forms_, strict=True) for text in row(day, form.spans)
    ]


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _end(at: time) -> int:
    return _minute(at) or DAY_MIN
