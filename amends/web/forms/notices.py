"""The form in which a person says when he wants to hear of what."""

from collections.abc import Mapping
from typing import Any

from django import forms

from amends.rooms.triage.reaching.judging import wish_for
from amends.web.notice_kinds import KINDS, WISHES


class WishesForm(forms.Form):
    """One choice for each kind of notice; what is chosen already stands there, else the usual."""

    def __init__(
        self, *args: Any, role: str, wishes: Mapping[str, str], kinds: tuple[str, ...]
    ) -> None:
        super().__init__(*args)
        self.role = role
        for kind in kinds:
            self.fields[kind] = forms.ChoiceField(
                label=KINDS[kind],
                choices=list(WISHES.items()),
                initial=str(wish_for(kind, role, wishes)),
            )

    def chosen(self) -> dict[str, str]:
        """Return what differs from what a person of this role usually wants."""
        return {
            kind: wish
            for kind, wish in self.cleaned_data.items()
            if wish != wish_for(kind, self.role, {})
        }


class DeviceForm(forms.Form):
    """What a browser gives when it is switched on: where it is reached, and its two keys."""

    endpoint = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=200, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=100, widget=forms.HiddenInput)
