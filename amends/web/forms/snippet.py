"""The form of one snippet: its name, and the fact in each language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.playbook.snippets import LONGEST


def _in_words(label: Any, language: str) -> forms.CharField:
    spoken = {"rows": 3, "dir": "auto", "lang": language, "maxlength": LONGEST}
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs=spoken)
    )


class SnippetForm(forms.Form):
    """A name for us, and what the customer reads; one language is enough."""

    name = forms.CharField(
        label=_("What it is"), max_length=60, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    ar = _in_words(_("In Arabic"), "ar")
    fa = _in_words(_("In Persian"), "fa")
    en = _in_words(_("In English"), "en")
