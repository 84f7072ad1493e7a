"""Whose door a wrong password knocked at: axes counts by address, however it was handed in."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def login_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the address somebody tries to sign in with, as an account spells it.

    allauth names it ``email`` to the back ends while the form calls it ``login``: read by one
    name alone, every failure would count for nobody, and shut the door for a whole office.
    """
    given = str((credentials or {}).get("email") or "")
    posted = request.POST.get("login", "") if request else ""
    return (given or posted).strip().lower()
