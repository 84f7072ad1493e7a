"""Every kind of channel that exists: what it is called, what it can do, how it is built.

A new kind is one line here, one file beside this one, and one card in docs/connectors.md.
"""

from amends.connectors import (
    app_store,
    app_store_feed,
    bluesky,
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
    hacker_news,
    instagram,
    live_chat,
    mastodon,
    messenger,
    monitoring,
    phone,
    reddit,
    stack_exchange,
    telegram,
    tripadvisor,
    trustpilot,
    web_form,
    webhook,
    whatsapp,
    wordpress,
    x,
    yelp,
    youtube,
)
from amends.connectors.kinds import Kind
from amends.connectors.mail.settings import Settings as MailSettings
from amends.connectors.platforms.bluesky import posts as bluesky_posts
from amends.connectors.platforms.bluesky import settings as bluesky_settings
from amends.connectors.platforms.meta import messages as graph_messages
from amends.connectors.platforms.meta import settings as graph_settings
from amends.connectors.platforms.x import posts as x_posts
from amends.connectors.platforms.x import settings as x_settings
from amends.connectors.platforms.youtube import comments as youtube_comments
from amends.connectors.platforms.youtube import settings as youtube_settings
from amends.connectors.source_settings import N_


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
    Kind(
        "feed",
        N_("Blog, news or forum"),
        feed.CAPABILITY,
        feed.Settings,
        feed.Feed,
        subscribes=True,
    ),
    Kind("g2", N_("G2"), g2.CAPABILITY, g2.Settings, g2.G2),
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
        "live_chat",
        N_("Live chat"),
        live_chat.CAPABILITY,
        live_chat.Settings,
        live_chat.LiveChat,
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
        narrow=reddit.narrow,
    ),
    Kind(
        "stack_exchange",
        N_("Stack Exchange"),
        stack_exchange.CAPABILITY,
        stack_exchange.Settings,
        stack_exchange.StackExchange,
    ),
    Kind(
        "tripadvisor",
        N_("TripAdvisor"),
        tripadvisor.CAPABILITY,
        tripadvisor.Settings,
        tripadvisor.TripAdvisor,
        post_link=tripadvisor.post_link,
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
        "yelp", N_("Yelp"), yelp.CAPABILITY, yelp.Settings, yelp.Yelp, post_link=yelp.post_link
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


def platform_of(kind: str) -> str:
    """Return the place whose people, threads and ids a kind of channel shares with its siblings."""
    known = CONNECTORS.get(kind)
    return (known.capability.platform if known else "") or kind
