"""A professional account on Instagram: comments, tags, mentions, hashtags and direct messages.

https://developers.facebook.com/docs/instagram-platform, in both flavours: with Facebook login (by the
linked page; tags and hashtags too) and with Instagram login (a token of sixty days, renewed here).
A comment may be answered once in private, within seven days; a message within 24 hours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amends.connectors.afterwards import FarFile, FarWords
from amends.connectors.network.answers import Gone
from amends.connectors.network.http import Http
from amends.connectors.platforms.meta import calls as graph_calls
from amends.connectors.platforms.meta import instagram_walks
from amends.connectors.platforms.meta import messages as graph_messages
from amends.connectors.platforms.meta.calls import changes_of, entries_of
from amends.connectors.platforms.meta.files import fetch_link
from amends.connectors.platforms.meta.graph import ROOT, Graph, posted_id
from amends.connectors.platforms.meta.instagram_posts import (
    MENTION,
    MENTIONED,
    TAG,
    parse_changes,
    parse_mention,
    question_for,
)
from amends.connectors.platforms.meta.instagram_token import renewed
from amends.connectors.platforms.meta.rounds import (
    floor_of,
    look_again,
    parse_cursor,
    walk_on,
    watch,
)
from amends.connectors.platforms.meta.settings import App, check_number
from amends.connectors.protocol import (
    Batch,
    Call,
    Capability,
    Challenge,
    Counting,
    Deletion,
    Door,
    Heard,
    Outgoing,
    Refused,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.dates import read_date, utc_now
from amends.connectors.walks.cursors import format_cursor


LENGTH = 1000  # bytes
MOST_HASHTAGS = 30  # in seven days
INSTAGRAM_ROOT = "https://graph.instagram.com/v26.0"
BY_FACEBOOK, BY_INSTAGRAM = "facebook", "instagram"

CAPABILITY = Capability(
    platform="instagram",
    public=Door.API,
    private=Door.API,
    private_window_hours=graph_messages.WINDOW_HOURS,
    max_length=LENGTH,
    counting=Counting.UTF8_BYTES,
    poll_s=300,
    extra=N_(
        "A comment is answered in private once; the rest waits until the customer writes."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings(App):
    """One account."""

    account: str = setting(
        N_("Number of the account"), help=N_("The id Meta shows for the professional account.")
    )
    username: str = setting(N_("Name of the account"), help=N_("Without @."))
    login: str = setting(
        N_("How the app signs in"),
        default=BY_FACEBOOK,
        choices={BY_FACEBOOK: N_("With Facebook"), BY_INSTAGRAM: N_("With Instagram")},
    )
    page: str = setting(
        N_("Number of the linked page"),
        default="",
        help=N_("Only with Facebook: for messages."),
    )
    hashtags: tuple[str, ...] = setting(
        N_("Hashtags to listen to"), default=(), help=N_("One per line; at most 30 in a week.")
    )
    days: int = setting(
        N_("Days to look back"),
        default=30,
        help=N_("What is older is heard where Meta calls us."),
    )
    human_agent: bool = setting(
        N_("Meta allows us seven days to answer messages"),
        default=False,
        help=N_("Only with Meta's approval (human agent); otherwise 24 hours."),
    )

    def __post_init__(self) -> None:
        check_number("account", self.account)
        if self.login == BY_FACEBOOK:
            check_number("page", self.page)
        elif self.hashtags:
            raise SettingsError({"hashtags": N_("Hashtags can be found with Facebook only.")})
        if len(self.hashtags) > MOST_HASHTAGS:
            raise SettingsError({"hashtags": N_("Instagram allows 30 hashtags in a week.")})


class Instagram:
    """One account."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._by_facebook = settings.login == BY_FACEBOOK
        root, secret = (
            (ROOT, settings.app_secret) if self._by_facebook else (INSTAGRAM_ROOT, "")
        )
        self._http = http or Http()
        self._graph = Graph(settings.token, secret, self._http, root)
        self._us = frozenset({settings.account, settings.username.removeprefix("@").casefold()})
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the next page that has something new; at a round's end edits and deletions."""
        place, now = parse_cursor(cursor), self._clock()
        walks = instagram_walks.Walks(self._graph, place, self._settings.account, self._us, now)
        floor = floor_of(now, self._settings.days)
        if not place.todo:
            walks.begin(floor, self._settings.hashtags, with_tags=self._by_facebook)
        mentions = walk_on(place, walks.read)
        watch(place, (one for one in mentions if one.parents))
        is_over = not place.todo
        edits, deletions = look_again(self._graph, place, "text", now) if is_over else ([], [])
        token = renewed(self._graph, place, now) if is_over and not self._by_facebook else ""
        return Batch(
            tuple(mentions),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            secrets={"token": token} if token else {},
            more=not is_over,
        )

    def check(self, call: Call) -> Challenge | Refused | None:
        """Say whether a call is Meta's."""
        return graph_calls.check(call, self._settings)

    def receive(self, call: Call) -> Batch:
        """Read comments, mentions and messages, in the shapes of both flavours."""
        mentions: list[Heard] = []
        deletions: list[Deletion] = []
        hours = graph_messages.window_of(is_person=self._settings.human_agent)
        for entry in entries_of(call, "instagram", self._settings.account):
            at = read_date(str(entry.get("time", ""))) or call.at
            mentions += map(self._tellable, parse_changes(changes_of(entry), self._us, at))
            said, unsaid = graph_messages.parse_events(entry, self._settings.account, hours)
            mentions += said
            deletions += unsaid
        return Batch(tuple(mentions), deletions=tuple(deletions))

    def say(self, outgoing: Outgoing) -> Sent:
        """Reply in public, write to who wrote in private, or answer a comment once in private.

        Raises Undeliverable for what Meta refuses for good, and for what answers nothing.
        """
        graph_messages.check_length(outgoing, CAPABILITY)
        if outgoing.visibility is Visibility.PUBLIC:
            return self._reply(outgoing)
        owner = self._settings.page if self._by_facebook else self._settings.account
        path = f"{owner}/messages"
        if outgoing.parent:
            is_person = self._settings.human_agent
            return graph_messages.send(self._graph, path, outgoing, is_person=is_person)
        if not outgoing.references:
            raise Undeliverable("Nobody is written to before he said something.")
        recipient = {"comment_id": outgoing.references[-1]}
        return graph_messages.reply_in_private(self._graph, path, recipient, outgoing.text)

    def fetch_file(self, file: FarFile) -> bytes:
        """Return a file that came with a message."""
        return fetch_link(self._http, file)

    def _tellable(self, heard: Heard) -> Heard:
        """Leave out the promise of words that Meta tells with Facebook login only."""
        return heard if self._by_facebook else replace(heard, afterwards=())

    def fetch_words(self, words: FarWords) -> Heard:
        """Return a mention with its words, which Meta tells with Facebook login only."""
        what, asked = question_for(words)
        told = self._graph.get(self._settings.account, {"fields": asked}) or {}
        if not isinstance(told.get(what), dict):
            raise Gone("Instagram does not tell the words of this mention.")
        return parse_mention(told[what], words)

    def _reply(self, outgoing: Outgoing) -> Sent:
        if not outgoing.parent:
            raise Undeliverable("Nothing is named that this answers.")
        if not outgoing.thread.startswith(MENTION):
            path, body = f"{outgoing.parent}/replies", {"message": outgoing.text}
            return Sent(posted_id(self._graph.post(path, body)))
        medium = outgoing.thread.removeprefix(MENTION)
        comment = {} if outgoing.parent == medium else {"comment_id": outgoing.parent}
        body = {"media_id": medium, **comment, "message": outgoing.text}
        return Sent(posted_id(self._graph.post(f"{self._settings.account}/mentions", body)))


def narrow(capability: Capability, data: Mapping[str, Any]) -> Capability:
    """Return what may be done: only a comment under our own post opens the private door.

    Posts of others, tagged or found, are answered on their page.
    """
    forms = data.get("forms") or ()
    if data.get("is_indirect") or TAG in forms:
        return replace(capability, public=Door.DEEP_LINK, private=Door.NONE)
    if MENTIONED in forms:
        return replace(capability, private=Door.NONE)
    return graph_messages.narrow(capability, data)
