"""Passkeys with a real browser's authenticator."""

import pytest
from desk_in_browser import PASSWORD
from looking import AXE, faults_of


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device_of(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, made["authenticatorId"]


def confirm(desk, path):
    """Open a page that asks once more for the password."""
    desk.page.goto(f"{desk.url}{path}")
    desk.page.fill("input[type=password]", PASSWORD)
    desk.page.click("main form.stack button")
    desk.page.wait_for_url(f"{desk.url}{path}")


def test_passkey_is_added_and_opens_the_desk(desk_in):
    desk = desk_in("ar")
    page = desk.page
    page.add_init_script(AXE)
    session, device = device_of(page)
    desk.sign_in()

    confirm(desk, "/account/passkeys/add/")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_selector("#codes")
    assert len(page.inner_text("#codes").split()) == 10
    page.goto(f"{desk.url}/account/confirm/passkey/")
    assert faults_of(page) == []
    page.context.clear_cookies()
    page.goto(f"{desk.url}/account/login/")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_selector("#queue")

    stored = session.send("WebAuthn.getCredentials", {"authenticatorId": device})
    assert [c["isResidentCredential"] for c in stored["credentials"]] == [True]


def test_passkey_refused_by_the_device_says_what_to_do(desk_in):
    desk = desk_in("en")
    page = desk.page
    session, device = device_of(page)
    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False}
    )

    page.goto(f"{desk.url}/account/login/")
    page.click("form[data-passkey] button[type=submit]")

    page.wait_for_selector("[data-refused].notice-error")
    assert page.url == f"{desk.url}/account/login/"
