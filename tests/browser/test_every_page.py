"""Every page in every language: axe in light and dark, 200 % zoom, no motion where none is wanted.

A new address is found by itself: one inside the walls by their table, any other must stand in
``DOORS``.
"""

import os
from pathlib import Path

import accounts
import busy_desk
import pytest
import walls
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from looking import AXE, WIDE, faults_of, faults_of_menus


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("AMENDS_SHOTS", "")  # a folder: what the pages look like is kept there

# Not pages: files to keep, and a number the page in front asks for.
NO_PAGES = {
    "attachment",
    "mfa_download_recovery_codes",
    "live",
    "call",
    "chat_turns",
    "chat_file",
    "chat_mail",
    "chat_writing",
    "status_file",
    "service_worker",
    "manifest",
}
# Who sees an address that no wall surrounds, and what it takes.
DOORS = {
    "form": ("nobody", "key"),
    "form_framed": ("nobody", "key"),
    "form_sent": ("nobody", "key", "receipt"),
    "form_framed_sent": ("nobody", "key", "receipt"),
    "how": ("nobody", "key"),
    "chat": ("nobody", "chat_key"),
    "status": ("nobody", "case_token"),
    "reopen": ("nobody", "case_token"),
    "confirm": ("nobody", "confirm_token"),
    "survey": ("nobody", "survey_token"),
    "survey_stop": ("nobody", "survey_token"),
    "language": ("nobody",),
    "join": ("nobody", "invitation_token"),
    "account_login": ("nobody",),
    "account_inactive": ("nobody",),
    "account_signup": ("nobody",),
    "account_reset_password": ("nobody",),
    "account_reset_password_from_key": ("nobody", "reset_user", "reset_key"),
    "account_reset_password_from_key_done": ("nobody",),
    "mfa_login_webauthn": ("nobody",),
    "mfa_authenticate": ("halfway",),
    "account_reauthenticate": ("owner",),
    "account_change_password": ("owner",),
    "mfa_index": ("owner",),
    "mfa_list_webauthn": ("owner",),
    "mfa_activate_totp": ("owner",),
    "mfa_add_webauthn": ("owner",),
    "account_logout": ("owner",),
    "mfa_reauthenticate": ("colleague",),
    "mfa_reauthenticate_webauthn": ("colleague",),
    "mfa_deactivate_totp": ("colleague",),
    "mfa_view_recovery_codes": ("colleague",),
    "mfa_generate_recovery_codes": ("colleague",),
    "mfa_edit_webauthn": ("stranger", "passkey"),
    "mfa_remove_webauthn": ("stranger", "passkey"),
}
# Beside the bare address of each page: what else it can look like.
LOOKS = {
    "owner": (
        "/?q=مكسورة", "/?q=nothing-of-this-kind", "/?state=closed", "/heard/?q=hello",
        "/views/?state=new", "/reports/cases/?figure=complaints", "/sources/rabwa/add/mastodon/",
        "/sources/rabwa/add/email/", "/cases/rabwa/{talk}/", "/cases/rabwa/{talk}/?to=private",
        "/cases/rabwa/{talk}/?to=note", "/cases/rabwa/{solved}/",
        "/practice/rabwa/ar/oud/", "/practice/rabwa/fa/teapot/", "/policy/rabwa/numbers/",
    ),
    "colleague": ("/", "/cases/rabwa/{number}/", "/sources/rabwa/add/"),
    "stranger": (
        "/", "/heard/", "/customers/", "/causes/", "/reports/", "/sources/", "/brand/other/",
    ),
    "nobody": ("/nothing/here/",),
}  # fmt: skip
ERRORS = ("400.html", "403_csrf.html", "500.html", "account/locked.html")
MENUS = ("/", "/cases/rabwa/1/")


def addresses_of(desk, visitors):
    """Return who opens which address; of pages within the walls it is the owner."""
    found = []
    for name in sorted({name for _, name in walls.addresses()} - NO_PAGES):
        who, *arguments = DOORS.get(name) or ("owner", *walls.WALLS[name][0])
        found.append((who, reverse(name, args=[desk[one] for one in arguments])))
    found += [(who, path.format(**desk)) for who, paths in LOOKS.items() for path in paths]
    return [(who, path) for who, path in found if who in visitors]


@pytest.fixture
def desk(one_at_a_time, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    with one_at_a_time:
        made = busy_desk.stand()
        clients = {who: Client() for who in ("owner", "colleague", "stranger", "halfway")}
        for who in ("owner", "colleague", "stranger"):
            busy_desk.sign_in(clients[who], made[who])
        accounts.add_app(clients["colleague"])
        accounts.sign_in(clients["halfway"], made["colleague"])
        key = Authenticator.objects.create(
            user=made["stranger"], type="webauthn", data={"name": "Key"}
        )
    sessions = {who: client.cookies["sessionid"].value for who, client in clients.items()}
    return made | {"passkey": key.pk, "sessions": sessions}


@pytest.fixture
def eyes(browser, live_server, desk):
    """Return a function that gives somebody's page in a language, always the same one."""
    opened = {}

    def page_of(who, language):
        if who not in opened:
            context = browser.new_context(
                base_url=live_server.url, locale=language, viewport=WIDE
            )
            context.add_init_script(AXE)
            if who in desk["sessions"]:
                crumb = {"name": "sessionid", "value": desk["sessions"][who]}
                context.add_cookies([{"url": live_server.url, **crumb}])
            opened[who] = context.new_page()
        return opened[who]

    yield page_of
    for page in opened.values():
        page.context.close()


def show(page, path, language):
    """Open an address; tell whether a page of its own stands there, not a deed or a part of one."""
    answer = page.context.request.get(path, max_redirects=0)
    if answer.status in {302, 405} or "<html" not in answer.text():
        return False
    page.goto(path)
    assert page.get_attribute("html", "lang") == language
    return True


def keep(page, name):
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name.replace('/', '-')}.png", full_page=True)


@pytest.mark.parametrize(
    ("visitors", "pages"),
    [(("owner",), 38), (("colleague", "stranger", "halfway", "nobody"), 32)],
    ids=["owner", "others"],
)
@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_no_page_shuts_anybody_out(eyes, desk, language, visitors, pages):
    found = {}
    for who, path in addresses_of(desk, visitors):
        page = eyes(who, language)
        if show(page, f"{path}?language={language}" if who == "nobody" else path, language):
            keep(page, f"{language}-{who}{path}")
            found[who, path] = faults_of(page, colours=language == "ar")
            found[who, path] += faults_of_menus(page) if path in MENUS else []

    assert {at: faults for at, faults in found.items() if faults} == {}
    assert len(found) >= pages


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_no_page_of_an_error_shuts_anybody_out(browser, live_server, language):
    context = browser.new_context(base_url=live_server.url, locale=language, viewport=WIDE)
    context.add_init_script(AXE)
    page, found, text = context.new_page(), {}, ""
    page.route("**/as-if/", lambda route: route.fulfill(body=text, content_type="text/html"))
    for name in ERRORS:
        with translation.override(language):
            text = render_to_string(name)
        page.goto("/as-if/")
        found[name] = faults_of(page)
    context.close()

    assert found == {name: [] for name in ERRORS}
