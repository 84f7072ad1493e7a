"""Every kind of channel that exists: what it is called, what it can do, how it is built.

A new kind is one line here, one file beside this one, and one card in docs/connectors.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from amends.connectors import (
    app_store,
    app_store_feed,
    bluesky,
    bluesky_posts,
    bluesky_settings,
    discourse,
    email_account,
    facebook_page,
    fake,
    feed,
    file,
    g2,
    google_alerts,
    google_business,
    google_play,
    graph_messages,
    graph_settings,
    hacker_news,
    instagram,
    mastodon,
    messenger,
    monitoring,
    phone,
    reddit,
    source_settings,
    stack_exchange,
    telegram,
    trustpilot,
    web_form,
    webhook,
    whatsapp,
    wordpress,
    x,
    x_posts,
    x_settings,
    youtube,
    youtube_comments,
    youtube_settings,
)
from amends.connectors.mail.settings import Settings as MailSettings
from amends.connectors.protocol import Capability
from amends.connectors.source_settings import N_, SettingField


NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    ``title`` is an English message id. ``connector`` makes of parsed settings an object with some
    of hear, check and receive, say. What a kind cannot say of all its sources and messages at once
    it says by functions: ``length_at`` from the settings how long a message may be there,
    ``narrow`` from a mention's data what that one allows, ``post_link`` from a mention's id, its
    address and the text the page on which a person posts that text.
    """

    name: str
    title: str
    capability: Capability
    settings: type
    connector: type
    length_at: Callable[[Any], int] | None = None
    narrow: Callable[[Capability, Mapping[str, Any]], Capability] | None = None
    post_link: Callable[[str, str, str], str] | None = None

    def build(self, given: Mapping[str, object], **parts: object) -> object:
        """Build the connector of stored settings; raises SettingsError.

        ``parts`` replace what it would make itself, such as ``http``.
        """
        built: object = self.connector(parse_settings(self, given), **parts)
        return built


def fields_of(kind: Kind) -> tuple[SettingField, ...]:
    """Return the lines of the operator's form for one kind, in order."""
    return source_settings.fields_of(kind.settings)


def parse_settings(kind: Kind, given: Mapping[str, object]) -> object:
    """Return the kind's settings dataclass; raises SettingsError naming each wrong setting."""
    parsed: object = source_settings.parse_settings(kind.settings, given)
    return parsed


def capability_at(
    kind: Kind, given: Callable[[], Mapping[str, object]], data: Mapping[str, Any] = NOTHING
) -> Capability:
    """Return what one source of a kind can do in answer to a mention with this ``data``.

    The settings are opened only where they decide. Raises SettingsError.
    """
    capability = kind.capability
    if kind.length_at is not None:
        length = kind.length_at(parse_settings(kind, given()))
        capability = replace(capability, max_length=length)
    return kind.narrow(capability, data) if kind.narrow else capability


def post_link(kind: Kind, external_id: str, url: str, text: str) -> str:
    """Return the page on which a person posts an answer; the mention's own where no better is."""
    return kind.post_link(external_id, url, text) if kind.post_link else url


_KINDS = (
    Kind(
        "app_store",
        N_("App Store"),
        app_store.CAPABILITY,
        app_store.Settings,
        app_store.AppStore,
    ),
    Kind(
        "app_store_feed",
        N_("App Store, public reviews"),
        app_store_feed.CAPABILITY,
        app_store_feed.Settings,
        app_store_feed.AppStoreFeed,
    ),
    Kind(
        "bluesky",
        N_("Bluesky"),
        bluesky_settings.CAPABILITY,
        bluesky_settings.Settings,
        bluesky.Bluesky,
        narrow=bluesky_posts.narrow,
    ),
    Kind(
        "discourse",
        N_("Discourse"),
        discourse.CAPABILITY,
        discourse.Settings,
        discourse.Discourse,
    ),
    Kind(
        "email",
        N_("E-mail"),
        email_account.CAPABILITY,
        MailSettings,
        email_account.EmailAccount,
    ),
    Kind(
        "facebook_page",
        N_("Facebook page"),
        facebook_page.CAPABILITY,
        facebook_page.Settings,
        facebook_page.FacebookPage,
        narrow=graph_messages.narrow,
    ),
    Kind("feed", N_("Blog, news or forum"), feed.CAPABILITY, feed.Settings, feed.Feed),
    Kind(
        "g2",
        N_("G2"),
        g2.CAPABILITY,
        g2.Settings,
        g2.G2,
    ),
    Kind(
        "google_alerts",
        N_("Google Alerts"),
        google_alerts.CAPABILITY,
        google_alerts.Settings,
        google_alerts.GoogleAlerts,
    ),
    Kind(
        "google_business",
        N_("Google Business Profile"),
        google_business.CAPABILITY,
        google_business.Settings,
        google_business.GoogleBusiness,
    ),
    Kind(
        "google_play",
        N_("Google Play"),
        google_play.CAPABILITY,
        google_play.Settings,
        google_play.GooglePlay,
    ),
    Kind(
        "hacker_news",
        N_("Hacker News"),
        hacker_news.CAPABILITY,
        hacker_news.Settings,
        hacker_news.HackerNews,
        post_link=hacker_news.reply_link,
    ),
    Kind(
        "instagram",
        N_("Instagram"),
        instagram.CAPABILITY,
        instagram.Settings,
        instagram.Instagram,
        narrow=instagram.narrow,
    ),
    Kind(
        "mastodon",
        N_("Mastodon"),
        mastodon.CAPABILITY,
        mastodon.Settings,
        mastodon.Mastodon,
        mastodon.length_at,
    ),
    Kind(
        "messenger",
        N_("Messenger"),
        messenger.CAPABILITY,
        graph_settings.Page,
        messenger.Messenger,
        narrow=graph_messages.narrow,
    ),
    Kind(
        "monitoring",
        N_("Alerts of a monitoring tool"),
        monitoring.CAPABILITY,
        monitoring.Settings,
        monitoring.Monitoring,
    ),
    Kind("telegram", N_("Telegram"), telegram.CAPABILITY, telegram.Settings, telegram.Telegram),
    Kind("phone", N_("Telephone"), phone.CAPABILITY, phone.Settings, phone.Phone),
    Kind("file", N_("File or folder"), file.CAPABILITY, file.Settings, file.FileListener),
    Kind(
        "reddit",
        N_("Reddit"),
        reddit.CAPABILITY,
        reddit.Settings,
        reddit.Reddit,
    ),
    Kind(
        "stack_exchange",
        N_("Stack Exchange"),
        stack_exchange.CAPABILITY,
        stack_exchange.Settings,
        stack_exchange.StackExchange,
    ),
    Kind(
        "trustpilot",
        N_("Trustpilot"),
        trustpilot.CAPABILITY,
        trustpilot.Settings,
        trustpilot.Trustpilot,
    ),
    Kind("web_form", N_("Web form"), web_form.CAPABILITY, web_form.Settings, web_form.WebForm),
    Kind(
        "webhook", N_("Inbound webhook"), webhook.CAPABILITY, webhook.Settings, webhook.Webhook
    ),
    Kind("whatsapp", N_("WhatsApp"), whatsapp.CAPABILITY, whatsapp.Settings, whatsapp.WhatsApp),
    Kind(
        "wordpress",
        N_("WordPress"),
        wordpress.CAPABILITY,
        wordpress.Settings,
        wordpress.WordPress,
    ),
    Kind(
        "x",
        N_("X"),
        x_settings.CAPABILITY,
        x_settings.Settings,
        x.X,
        narrow=x_posts.narrow,
        post_link=x_posts.post_link,
    ),
    Kind(
        "youtube",
        N_("YouTube"),
        youtube_settings.CAPABILITY,
        youtube_settings.Settings,
        youtube.YouTube,
        narrow=youtube_comments.narrow,
    ),
    Kind(
        "fake_public",
        N_("Practice channel, public"),
        fake.PUBLIC,
        fake.Settings,
        fake.FakePublic,
    ),
    Kind(
        "fake_private",
        N_("Practice channel, private"),
        fake.PRIVATE,
        fake.Settings,
        fake.FakePrivate,
    ),
    Kind("fake_chat", N_("Practice chat"), fake.CHAT, fake.Settings, fake.FakePrivate),
    Kind(
        "fake_link",
        N_("Practice channel, answered on its site"),
        fake.LINK,
        fake.Settings,
        fake.FakeLink,
    ),
)

CONNECTORS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
