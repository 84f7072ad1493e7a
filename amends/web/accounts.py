"""Accounts: people come by invitation, nobody signs up by himself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from amends.casebook import vault
from amends.casebook.models import User
from amends.casebook.roles import shut_brands
from amends.rooms.triage.reaching import devices


# What the desk says in its own words where allauth has a text of its own; the rest it leaves out.
SAID = {
    "account/messages/password_changed.txt": _("Your new password is set."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is switched on."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is switched off."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("These are your new recovery codes."),
}


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Refuses sign-up, and lets a person's own language greet him."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no: a desk is not a public place."""
        return False

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Speak the language of a person's account from his first page on."""
        response: HttpResponse = super().post_login(request, user, **details)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, samesite="Lax"
        )
        if shut_brands(user).exists():
            response.headers["Location"] = reverse("me")
        return response

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and tell nothing any more on this device: somebody else may sit there next."""
        if request.user.is_authenticated:
            keys = [request.session.session_key or ""]
            devices.forget_sign_ins(request.user, keys=keys)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Set a password and sign the person out everywhere but here."""
        super().set_password(user, password)
        end_sessions(user, but=context.request.session.session_key or "")

    def add_message(
        self, request: HttpRequest, level: int, *given: str, message: str = "", **_more: Any
    ) -> None:
        """Say what went wrong, and what was done where the page does not show it."""
        known = SAID.get(given[0], "") if given else ""
        if words := message or (gettext(known) if known else ""):
            messages.add_message(request, level, words)


class SealedAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the secrets of second factors in the vault: a stolen database opens no account."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return vault.seal({"text": text})

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again; raises VaultLocked under another AMENDS_VAULT_KEY."""
        return str(vault.unseal(encrypted_text)["text"])

    def _get_site_name(self) -> str:
        return "Amends"


def end_sessions(user: User, *, but: str = "", pk: int | None = None) -> int:
    """Sign a person out elsewhere, or at one place; return at how many places."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    ended = list(rows if pk is None else rows.filter(pk=pk))
    for session in ended:
        session.end()
    keys = [session.session_key for session in ended]
    devices.forget_sign_ins(user, keys=keys, but=but if pk is None else None)
    return len(ended)


def password_link(user: User) -> str:
    """Return a link for choosing a new password: for one day, once, and until he signs in again.

    It changes nothing about second factors.
    """
    key = (user_pk_to_url_str(user), default_token_generator.make_token(user))
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', args=key)}"
