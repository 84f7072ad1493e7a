"""Signing in as a person would, for tests of accounts: password, app, recovery code."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


PASSWORD = "a long enough word"


def sign_in(client, user, password=PASSWORD):
    """Post the form of the sign-in."""
    return client.post("/account/login/", {"login": user.email, "password": password})


def confirm(client, password=PASSWORD):
    """Show once more that it is us."""
    return client.post("/account/confirm/", {"password": password})


def code_now(secret, steps=0):
    """Return what an app shows now, or that many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def add_app(client):
    """Switch the authenticator app on and return its secret."""
    confirm(client)
    page = client.get("/account/app/add/").content.decode()
    secret = re.search(r'id="secret">([A-Z2-7]+)<', page)[1]
    client.post("/account/app/add/", {"code": code_now(secret)})
    return secret


def recovery_codes(user):
    """Return the codes that still work."""
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return rows.get().wrap().get_unused_codes()
