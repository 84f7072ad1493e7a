"""X (docs.x.com): one account that is called and answers, its searches and direct messages.

Reading and writing cost credits; 402 says that they are used up. By API an account may answer only
whoever called it (named it, or quoted it); others are answered by hand. 450 requests in a quarter
of an hour, 15 for messages. What was edited or deleted there must be so here within a day: calls
tell it at once, and each post is asked for again every day while it is watched.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import basic, trade
from amends.connectors.network.signatures import is_signed, sign
from amends.connectors.platforms.x.api import TOKENS, Api, SignedOut
from amends.connectors.platforms.x.events import parse_event
from amends.connectors.platforms.x.lists import floor_of, lists_of, read
from amends.connectors.platforms.x.posts import id_at
from amends.connectors.platforms.x.settings import Settings
from amends.connectors.platforms.x.speech import say
from amends.connectors.platforms.x.watch import Watched, look_again, watch
from amends.connectors.protocol import Batch, Call, Challenge, Outgoing, Refused, Sent
from amends.connectors.values.dates import utc_now
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.tokens import Walk


EARLY = timedelta(minutes=10)  # before a token runs out
# Calls are signed with the same secret: what could be a body is never signed as an answer.
QUESTION = re.compile(r"[\w=+/-]{1,200}", re.ASCII)
SIGNATURE = "x-twitter-webhooks-signature"


@dataclass(slots=True)
class Place:
    """How far was read: who we are there, the first moment, each list, the posts watched."""

    me: str = ""
    since: int = 0
    renew_at: int = 0
    walks: dict[str, Walk] = field(default_factory=dict)
    watched: Watched = field(default_factory=dict)


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    told = json.loads(cursor or "{}")
    walks = {name: Walk(**walk) for name, walk in told.pop("walks", {}).items()}
    watched = {key: (latest, at) for key, (latest, at) in told.pop("watched", {}).items()}
    return Place(**told, walks=walks, watched=watched)


class X:
    """One account."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._http = http or Http()
        self._clock = clock
        self._api = Api(settings.access_token, self._http)
        self._refresh = settings.refresh_token
        self._is_renewed = False

    def hear(self, cursor: str) -> Batch:
        """Return one page of what is new; at the end of all lists, edits and deletions.

        A token that runs out is renewed first, and given back before anything else is asked.
        """
        place = parse_cursor(cursor)
        if self._refresh and 0 < place.renew_at <= self._clock().timestamp():
            return self._renew(place)
        try:
            return self._round(place)
        except SignedOut:
            if self._is_renewed or not self._refresh:
                raise
            return self._renew(parse_cursor(cursor))

    def check(self, call: Call) -> Challenge | Refused | None:
        """Answer X's question whether we hold the secret, or make sure that X signed the call."""
        secret, asked = self._settings.consumer_secret, call.query.get("crc_token", "")
        if call.method == "GET" and secret and QUESTION.fullmatch(asked):
            signed = f"sha256={sign(secret, asked.encode(), form='base64')}"
            body = json.dumps({"response_token": signed}).encode()
            return Challenge(body, "application/json")
        given = call.headers.get(SIGNATURE, "")
        if is_signed(secret, call.raw, given, form="base64", prefix="sha256="):
            return None
        return Refused(401, "X did not sign this call.")

    def receive(self, call: Call) -> Batch:
        """Read a call that was checked."""
        return parse_event(call.raw, call.at)

    def say(self, outgoing: Outgoing) -> Sent:
        """Post it or write it; see ``speech.say``."""
        return say(self._api, outgoing, self._settings.name)

    def _renew(self, place: Place) -> Batch:
        """Take new tokens and give them back at once: the old refresh token is spent."""
        settings, self._is_renewed = self._settings, True
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self._refresh,
            "client_id": settings.client_id,
        }
        has_secret = bool(settings.client_secret)
        app = basic(settings.client_id, settings.client_secret) if has_secret else {}
        tokens = trade(self._http, TOKENS, form, app)
        self._api = Api(tokens.access, self._http)
        self._refresh = tokens.refresh or self._refresh
        ends = self._clock() + timedelta(seconds=tokens.lasts_s) - EARLY
        place.renew_at = int(ends.timestamp()) if tokens.lasts_s else 0
        new = {"access_token": tokens.access, "refresh_token": self._refresh}
        return Batch(cursor=format_cursor(place), secrets=new, more=True)

    def _round(self, place: Place) -> Batch:
        place.me = place.me or self._api.number_of(self._settings.name)
        if not place.since and self._settings.first_days:
            first = timedelta(days=self._settings.first_days)
            place.since = id_at(self._clock() - first)
        lists = [
            (place.walks.setdefault(one.name, Walk()), one)
            for one in lists_of(self._settings, place.me)
        ]
        for walk, one in sorted(lists, key=lambda pair: not pair[0].token):
            floor = floor_of(one, walk, place.since, self._clock())
            page = read(self._api, one, walk, floor, place.me)
            if self._settings.watch_days:
                place.watched = watch(place.watched, page.mentions)
            if page.mentions or walk.token:
                return replace(page, cursor=format_cursor(place), more=True)
        return self._watch(place)

    def _watch(self, place: Place) -> Batch:
        seen = look_again(self._api, place.watched, self._clock(), self._settings.watch_days)
        return Batch(
            edits=seen.edits,
            deletions=seen.deletions,
            cursor=format_cursor(place),
            more=seen.more,
        )
