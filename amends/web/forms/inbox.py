"""What the inbox is narrowed by; a value that makes no sense is ignored, never an error."""

from typing import Any

from django import forms
from django.http import QueryDict

from amends.casebook.models import CaseState
from amends.web import names


GROUPS = ("waiting", "promised", "ours", "theirs", "asleep")


class InboxForm(forms.Form):
    """The filters in the address of the inbox."""

    q = forms.CharField(required=False, max_length=200)
    brand = forms.SlugField(required=False)
    source = forms.IntegerField(required=False)
    topic = forms.ChoiceField(required=False, choices=[(t, t) for t in names.TOPICS])
    severity = forms.IntegerField(required=False, min_value=1, max_value=5)
    owner = forms.IntegerField(required=False)
    state = forms.ChoiceField(required=False, choices=CaseState.choices)
    language = forms.ChoiceField(required=False, choices=[(c, c) for c in names.LANGUAGES])
    mine = forms.BooleanField(required=False)
    unasked = forms.BooleanField(required=False)  # did not name us
    public = forms.BooleanField(required=False)
    tag = forms.CharField(required=False, max_length=40)
    called = forms.BooleanField(required=False)  # a note calls me
    asleep = forms.BooleanField(required=False)
    group = forms.ChoiceField(required=False, choices=[(g, g) for g in GROUPS])
    after = forms.RegexField(r"^-?[0-9.e-]{1,24}_[0-9]{1,19}$", required=False)


def chosen(query: QueryDict) -> dict[str, Any]:
    """Return the filters of an address that make sense and say something."""
    if not query:
        return {}
    form = InboxForm(query)
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}
