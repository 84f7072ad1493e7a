"""News of a channel's uploads, which YouTube's hub calls with (WebSub): no quota is spent."""

import re
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from amends.connectors.dates import read_date
from amends.connectors.feed_entries import parse_feed
from amends.connectors.http import Http
from amends.connectors.protocol import (
    Batch,
    Call,
    Challenge,
    ConnectorError,
    Deletion,
    Heard,
    Refused,
    Visibility,
)
from amends.connectors.signatures import is_signed
from amends.connectors.youtube_comments import SITE
from amends.connectors.youtube_settings import Settings


HUB = "https://pubsubhubbub.appspot.com/subscribe"
_VIDEO = "yt:video:"
_DELETED = re.compile(rb'<at:deleted-entry\s+ref="yt:video:([\w-]+)"\s+when="([^"]+)"')


def topic_of(channel: str) -> str:
    """Return the address of the feed of a channel's uploads."""
    return f"{SITE}/feeds/videos.xml?channel_id={channel}"


def check(call: Call, settings: Settings) -> Challenge | Refused | None:
    """Tell the hub whether we asked for its calls, or make sure that it signed this one."""
    if call.method == "GET":
        asked = parse_qs(urlsplit(call.query.get("hub.topic", "")).query)
        is_wanted = asked.get("channel_id") == [settings.channel]
        if is_wanted and settings.call_secret and call.query.get("hub.mode") == "subscribe":
            return Challenge(call.query.get("hub.challenge", "").encode())
        return Refused(404, "Nobody here asked for these calls.")
    given = call.headers.get("x-hub-signature", "")
    if is_signed(settings.call_secret, call.raw, given, prefix="sha1=", algorithm="sha1"):
        return None
    return Refused(401, "The hub did not sign this call.")


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


def subscribe(http: Http, settings: Settings, lease_s: int) -> bool:
    """Ask the hub to call; tells whether it took the wish. It makes sure by asking back."""
    wish = {
        "hub.callback": settings.call_address,
        "hub.topic": topic_of(settings.channel),
        "hub.mode": "subscribe",
        "hub.secret": settings.call_secret,
        "hub.lease_seconds": str(lease_s),
    }
    try:
        return http.request("POST", HUB, data=wish).status < HTTPStatus.BAD_REQUEST
    except (ConnectorError, TimeoutError):
        return False


def is_due(settings: Settings, until: int, now: datetime) -> bool:
    """Tell whether the hub is to be asked to call: it forgets us when the time is over."""
    return bool(settings.call_secret and settings.call_address) and until <= now.timestamp()
