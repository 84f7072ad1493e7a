"""Every page a person may open, by role, findable by its name in each language of the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from amends.casebook.models import Brand, Language
from amends.language.normalise import fold
from amends.playbook.cards import CODES
from amends.web.doors import can


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the desk: its name, its address and its symbol, and whether it was asked for."""

    title: str
    url: str
    symbol: str
    is_meant: bool


# Each row: the address, its name, its symbol, and what a role must allow somewhere.
PAGES = (
    ("inbox", _("Inbox"), "inbox", ""),
    ("heard", _("Everything that was heard"), "eye", ""),
    ("reports", _("Morning and reports"), "sun", ""),
    ("causes", _("Causes"), "root", ""),
    ("customers", _("Customers"), "people", ""),
    ("maybe", _("Maybe us"), "eye", ""),
    ("notices", _("Notices"), "hint", ""),
    ("sources", _("Sources"), "ear", ""),
    ("monitors", _("Monitors"), "ear", ""),
    ("team", _("Team and shifts"), "hand", ""),
    ("practices", _("Practice"), "star", ""),
    ("call_new", _("Log a call"), "phone", "casebook.answer"),
    ("saved_views", _("Saved views"), "plus", ""),
    ("keys", _("Keys"), "key", ""),
    ("me", _("Your settings: language, second step, sessions"), "people", ""),
    ("mfa_activate_totp", _("Set up an authenticator app"), "lock", ""),
    ("mfa_add_webauthn", _("Add a passkey"), "key", ""),
    ("my_notices", _("What you are told: push and mail"), "phone", ""),
    ("account_change_password", _("Change the password"), "key", ""),
)
# Each row: the address of a brand's page, what follows its slug, its name, symbol and permission.
BRAND_PAGES = (
    ("policy", (CODES[0],), _("Policy"), "scale", "casebook.see"),
    ("policy", ("numbers",), _("Policy: the numbers"), "scale", "casebook.see"),
    ("coverage", (), _("Hours and holidays"), "clock", "casebook.see"),
    ("whereabouts_of", (), _("Where customers talk"), "globe", "casebook.see"),
    ("community", (), _("Communities"), "people", "casebook.see"),
    ("monitor_add", (), _("Add a monitor"), "plus", "casebook.set_up"),
    ("brand", (), _("Settings of the brand"), "star", "casebook.set_up"),
    ("drafter", (), _("Drafts by a model"), "note", "casebook.set_up"),
    ("snippets", (), _("Facts for replies"), "copy", "casebook.set_up"),
    ("source_kinds", (), _("Add a source"), "plus", "casebook.set_up"),
    ("team_invite", (), _("Invite a colleague"), "people", "casebook.lead_team"),
)


def places(brands: Sequence[Brand], words: str) -> list[Place]:
    """Return the pages whose name in any language holds every word, those of brands last.

    Without words the pages of brands are left out where a person has several: they would hide the rest.
    """
    found = list(_pages(brands, words))
    shown = brands if words or len(brands) == 1 else ()
    for brand in shown:
        found += _pages_of(brand, words, is_one=len(brands) == 1)
    return [place for place in found if place.is_meant]


def _pages(brands: Sequence[Brand], words: str) -> Iterator[Place]:
    for name, title, symbol, permission in PAGES:
        if not permission or any(can(brand, permission) for brand in brands):
            yield Place(gettext(title), reverse(name), symbol, _fits(words, title))
    called = _("Where a colleague calls me")
    yield Place(gettext(called), reverse("inbox") + "?called=1", "hint", _fits(words, called))


def _pages_of(brand: Brand, words: str, *, is_one: bool) -> Iterator[Place]:
    behind = "" if is_one else f" · {brand.name}"
    for name, after, title, symbol, permission in BRAND_PAGES:
        if can(brand, permission):
            url = reverse(name, args=[brand.slug, *after])
            yield Place(gettext(title) + behind, url, symbol, _fits(words, title, brand.name))
    how = _("How we handle complaints")
    url = reverse("how", args=[brand.form_key])
    yield Place(gettext(how) + behind, url, "globe", _fits(words, how, brand.name))


def _fits(words: str, title: str, brand: str = "") -> bool:
    """Tell whether every word stands in the name as some language of the desk says it."""
    wanted = fold(words).split()
    return not wanted or any(
        all(word in fold(f"{said} {brand}") for word in wanted) for said in _said(title)
    )


def _said(title: str) -> Iterator[str]:
    for code in Language.values:
        with translation.override(code):
            yield gettext(title)
