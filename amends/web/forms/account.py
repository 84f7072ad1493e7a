"""The forms of a person's own account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from amends.casebook.models import User


class NameForm(forms.Form):
    """What colleagues and customers call a person."""

    name = forms.CharField(label=_("Your name"), max_length=120)


class JoinForm(NameForm):
    """Who somebody new is, and the password he chooses."""

    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Judge the password beside the name and address it must not repeat."""
        cleaned = super().clean() or self.cleaned_data
        user = User(email=self.email, name=cleaned.get("name", ""))
        try:
            password_validation.validate_password(cleaned.get("password", ""), user)
        except ValidationError as error:
            self.add_error("password", error)
        return cleaned
