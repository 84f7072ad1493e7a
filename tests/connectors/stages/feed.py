from datetime import UTC, datetime

from connectors import web_stage
from connectors.stage import POLLED, HookStage, Stage

from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Call


URL = "https://b.example/feed"
SECRET = "s3cret"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUESTION = {
    "hub.mode": "subscribe",
    "hub.topic": URL,
    "hub.challenge": "abc",
    "asked": sign(SECRET, URL.encode()),
}


def _signed(raw):
    headers = {
        "content-type": "application/atom+xml",
        "x-hub-signature": f"sha256={sign(SECRET, raw)}",
    }
    return Call(raw, headers, NOW)


STAGE = Stage("feed", web_stage.prepare_feed, web_stage.fail, web_stage.heal, faults=POLLED)
HOOK = HookStage(
    "feed",
    {"url": URL, "call_secret": SECRET},
    lambda posts: _signed(web_stage.atom(posts).encode()),
    lambda: _signed(web_stage.atom(()).encode()),
    lambda _, raw: _signed(raw),
    greeting=(Call(b"", {}, NOW, QUESTION, "GET"), b"abc"),
)
