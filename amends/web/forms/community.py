"""The forms of what we do beyond our own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ParticipationForm(forms.Form):
    """Where somebody of ours took part, and how he said who he is."""

    place = forms.CharField(label=_("Where"), max_length=200)
    url = forms.CharField(label=_("Link"), max_length=2000, required=False)
    text = forms.CharField(
        label=_("What we said there"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    disclosure = forms.CharField(
        label=_("How we said who we are"),
        max_length=300,
        help_text=_("Word for word, for example: I work for the shop you are speaking of."),
    )


class DelightForm(forms.Form):
    """A small thing beyond what was owed."""

    what = forms.CharField(
        label=_("What we did"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    number = forms.IntegerField(
        label=_("Number of the case, if there is one"),
        required=False,
        min_value=1,
        max_value=2**31,
    )
