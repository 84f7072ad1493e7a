"""Every kind of channel that exists: what it is called, what it can do, how it is built.

A new kind is one line here, one file beside this one, and one card in docs/connectors.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from amends.connectors import (
    email_account,
    fake,
    feed,
    file,
    google_alerts,
    mastodon,
    phone,
    source_settings,
    web_form,
)
from amends.connectors.mail.settings import Settings as MailSettings
from amends.connectors.protocol import Capability
from amends.connectors.source_settings import N_, SettingField


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    ``title`` is an English message id. ``build`` takes stored settings, checks them (raises
    SettingsError) and returns an object with some of hear, receive, say, fetch. ``length_at``
    says from the parsed settings how long a message may be where each server decides that itself.
    """

    name: str
    title: str
    capability: Capability
    settings: type
    build: Callable[[Mapping[str, object]], object]
    length_at: Callable[[Any], int] | None = None


def fields_of(kind: Kind) -> tuple[SettingField, ...]:
    """Return the lines of the operator's form for one kind, in order."""
    return source_settings.fields_of(kind.settings)


def parse_settings(kind: Kind, given: Mapping[str, object]) -> object:
    """Return the kind's settings dataclass; raises SettingsError naming each wrong setting."""
    parsed: object = source_settings.parse_settings(kind.settings, given)
    return parsed


def capability_at(kind: Kind, given: Callable[[], Mapping[str, object]]) -> Capability:
    """Return what one source of a kind can do; its settings are opened only where they decide.

    Raises SettingsError.
    """
    if kind.length_at is None:
        return kind.capability
    return replace(kind.capability, max_length=kind.length_at(parse_settings(kind, given())))


def _kind(
    name: str,
    title: str,
    capability: Capability,
    settings: type,
    build: Callable[..., object],
    length_at: Callable[[Any], int] | None = None,
) -> Kind:
    """Let ``build`` take the mapping that is stored instead of the parsed dataclass."""

    def build_from(given: Mapping[str, object]) -> object:
        return build(source_settings.parse_settings(settings, given))

    return Kind(name, title, capability, settings, build_from, length_at)


_KINDS = (
    _kind(
        "email",
        N_("E-mail"),
        email_account.CAPABILITY,
        MailSettings,
        email_account.EmailAccount,
    ),
    _kind("feed", N_("Blog, news or forum"), feed.CAPABILITY, feed.Settings, feed.Feed),
    _kind(
        "google_alerts",
        N_("Google Alerts"),
        google_alerts.CAPABILITY,
        google_alerts.Settings,
        google_alerts.GoogleAlerts,
    ),
    _kind(
        "mastodon",
        N_("Mastodon"),
        mastodon.CAPABILITY,
        mastodon.Settings,
        mastodon.Mastodon,
        mastodon.length_at,
    ),
    _kind("phone", N_("Telephone"), phone.CAPABILITY, phone.Settings, phone.Phone),
    _kind("file", N_("File or folder"), file.CAPABILITY, file.Settings, file.FileListener),
    _kind("web_form", N_("Web form"), web_form.CAPABILITY, web_form.Settings, web_form.WebForm),
    _kind(
        "fake_public",
        N_("Practice channel, public"),
        fake.PUBLIC,
        fake.Settings,
        fake.FakePublic,
    ),
    _kind(
        "fake_private",
        N_("Practice channel, private"),
        fake.PRIVATE,
        fake.Settings,
        fake.FakePrivate,
    ),
    _kind("fake_chat", N_("Practice chat"), fake.CHAT, fake.Settings, fake.FakePrivate),
    _kind(
        "fake_link",
        N_("Practice channel, answered on its site"),
        fake.LINK,
        fake.Settings,
        fake.FakeLink,
    ),
)

CONNECTORS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
