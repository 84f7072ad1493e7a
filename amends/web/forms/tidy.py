"""The forms that keep cases in order: notes, tags, sleep, merge and split."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.casebook.models import User
from amends.rooms.triage.tidy.tagging import NAME_LENGTH
from amends.web.forms.case import CaseForm, RowForm, at_brand
from amends.web.thread import plain


MORNING = time(9)
WORDS_SHOWN = 80
SPLITTABLE = 50


SLEEPS = [
    ("hour", _("For an hour")),
    ("tomorrow", _("Tomorrow at nine")),
    ("week", _("In a week at nine")),
    ("customer", _("Until the customer writes")),
    ("at", _("Until the time below")),
]


def wakes_at(until: str, at: datetime | None, zone: str, now: datetime) -> datetime | None:
    """Return when a sleep ends by a brand's clock; ``at`` as written there, None for never."""
    if until == "at" and at is not None:
        return at_brand(at, zone)
    if until == "hour":
        return now + timedelta(hours=1)
    days = {"tomorrow": 1, "week": 7}.get(until)
    if days is None:
        return None
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC)


class NoteForm(CaseForm):
    """Words for the team, and whom they call."""

    text = forms.CharField(label=_("A note for your team"), max_length=10_000)
    called = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who should look"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def settle(self) -> None:
        """Offer the colleagues of the brand."""
        team = User.objects.filter(memberships__brand=self.case.brand_id, is_active=True)
        box = cast("forms.ModelMultipleChoiceField[User]", self.fields["called"])
        box.queryset = team.order_by("name", "pk")


class TagForm(CaseForm):
    """One word."""

    name = forms.CharField(label=_("A tag"), max_length=NAME_LENGTH)


class SnoozeForm(CaseForm):
    """Until when, in the brand's own time."""

    until = forms.ChoiceField(label=pgettext_lazy("snooze", "Until"), choices=SLEEPS)
    at = forms.DateTimeField(
        label=_("Time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}),
    )

    def clean_at(self) -> datetime | None:
        """Read the time in the time zone of the brand."""
        written = self.cleaned_data["at"]
        return at_brand(written, self.case.brand.timezone) if written else None

    def clean(self) -> dict[str, Any]:
        """Ask for a time where one is meant."""
        given = super().clean() or self.cleaned_data
        is_asked = given.get("until") == "at" and "at" not in self.errors
        if is_asked and not given.get("at"):
            self.add_error("at", _("Please choose a time in the future."))
        return given

    @property
    def wakes_at(self) -> datetime | None:
        """Return the time chosen; None for until the customer writes."""
        given = self.cleaned_data
        if given["until"] == "at":
            return cast("datetime", given["at"])
        return wakes_at(given["until"], None, self.case.brand.timezone, timezone.now())


class MergeForm(CaseForm):
    """The number of the case it goes into."""

    number = forms.RegexField(
        r"^\s*(?:[Cc]-)?\d{1,9}\s*$",
        label=_("Number of the other case"),
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "C-"}),
    )

    def clean_number(self) -> int:
        """Read the number with or without its letter, in any digits."""
        return int(self.cleaned_data["number"].strip().upper().removeprefix("C-"))


class SplitForm(CaseForm):
    """Which words go into a case of their own."""

    words = forms.TypedMultipleChoiceField(
        label=_("What belongs to another problem"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def settle(self) -> None:
        """Offer what the customer said, the latest fifty."""
        said = self.case.mentions.filter(is_ours=False).order_by("-said_at", "-pk")
        cast("forms.TypedMultipleChoiceField", self.fields["words"]).choices = lambda: [
            (one.pk, plain(one)[:WORDS_SHOWN] or "…") for one in said[:SPLITTABLE]
        ]


class BackForm(RowForm):
    """A held reply handed back, with what should change."""

    reason = forms.CharField(label=_("What should change"), max_length=1000)
