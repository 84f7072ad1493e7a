"""News of a channel's uploads, which YouTube's hub calls with (WebSub): no quota is spent."""

import re
from urllib.parse import parse_qs, urlsplit

from amends.connectors.feeds import websub
from amends.connectors.feeds.entries import parse_feed
from amends.connectors.platforms.youtube.comments import SITE
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.protocol import (
    Batch,
    Call,
    Challenge,
    Deletion,
    Heard,
    Refused,
    Visibility,
)
from amends.connectors.values.dates import read_date


HUB = "https://pubsubhubbub.appspot.com/subscribe"
_VIDEO = "yt:video:"
_DELETED = re.compile(rb'<at:deleted-entry\s+ref="yt:video:([\w-]+)"\s+when="([^"]+)"')


def topic_of(channel: str) -> str:
    """Return the address of the feed of a channel's uploads."""
    return f"{SITE}/feeds/videos.xml?channel_id={channel}"


def check(call: Call, settings: Settings) -> Challenge | Refused | None:
    """Tell the hub whether we asked for its calls, or make sure that it signed this one."""

    def is_ours(topic: str) -> bool:
        return parse_qs(urlsplit(topic).query).get("channel_id") == [settings.channel]

    return websub.check(call, settings.call_secret, is_ours)


def parse_call(call: Call, channel: str) -> Batch:
    """Read which videos came or went; raises BrokenPage."""
    entries = parse_feed(call.raw, "application/atom+xml").entries
    heard = [
        Heard(
            external_id=one.guid.removeprefix(_VIDEO),
            text=one.title,
            said_at=one.written_at or call.at,
            visibility=Visibility.PUBLIC,
            author_id=channel,
            author_name=one.author,
            url=one.link,
            thread=one.guid.removeprefix(_VIDEO),
            is_ours=True,
            data={"is_video": True},
        )
        for one in entries
        if one.guid.startswith(_VIDEO)
    ]
    gone = [
        Deletion(key.decode(), read_date(at.decode(errors="replace")) or call.at)
        for key, at in _DELETED.findall(call.raw)
    ]
    return Batch(tuple(heard), (), tuple(gone))


def wish_of(settings: Settings) -> websub.Wish:
    """Return what the hub is asked for."""
    return websub.Wish(
        HUB, topic_of(settings.channel), settings.call_address, settings.call_secret
    )
