"""Passkeys with a real browser's authenticator, and the pages of accounts and team held to axe."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_in_browser import PASSWORD


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SHOTS = os.environ.get("AMENDS_SHOTS", "")  # a folder: what the pages look like is kept there


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
    session, device = device_of(page)
    desk.sign_in()

    confirm(desk, "/account/passkeys/add/")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_selector("#codes")
    assert len(page.inner_text("#codes").split()) == 10
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


def pages_of(desk):
    with desk.turn:
        member = desk.brand.memberships.get()
    return (
        "/account/passkeys/add/",
        "/account/app/add/",
        "/account/password/",
        "/me/",
        "/team/",
        f"/team/{desk.brand.slug}/invite/",
        f"/team/{desk.brand.slug}/{member.pk}/",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_pages_of_account_and_team(desk_in, scheme, width):
    desk = desk_in("ar", color_scheme=scheme, viewport={"width": width, "height": 900})
    page = desk.page
    found = {}
    for path in ("/account/login/", "/account/password/forgotten/"):
        found |= look(desk, path, f"{scheme}-{width}")
    desk.sign_in()
    confirm(desk, "/account/passkeys/add/")
    for path in pages_of(desk):
        found |= look(desk, path, f"{scheme}-{width}")

    assert found == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def look(desk, path, name):
    """Return what axe finds on a page, by rule."""
    page = desk.page
    page.goto(f"{desk.url}{path}")
    if SHOTS:
        shot = f"{path.strip('/').replace('/', '-')}-{name}.png"
        page.screenshot(path=Path(SHOTS) / shot, full_page=True)
    violations = Axe().run(page).response["violations"]
    return {
        f"{path} {one['id']}": [node["html"] for node in one["nodes"]] for one in violations
    }
