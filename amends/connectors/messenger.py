"""Messenger of a Facebook page: heard by Meta's calls and from its history, answered in time.

https://developers.facebook.com/docs/messenger-platform. Within 24 hours after the customer's last
message, within seven days where Meta allows people to take their time. Only for a page whose
comments nobody hears here: the kind for pages hears Messenger too.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from amends.connectors.afterwards import FarFile
from amends.connectors.network.http import Http
from amends.connectors.platforms.meta import calls as graph_calls
from amends.connectors.platforms.meta.calls import entries_of
from amends.connectors.platforms.meta.files import fetch_link
from amends.connectors.platforms.meta.graph import Graph
from amends.connectors.platforms.meta.messages import (
    LENGTH,
    WINDOW_HOURS,
    check_length,
    far_files,
    parse_events,
    send,
    signs,
    told,
    window_of,
)
from amends.connectors.platforms.meta.rounds import (
    Place,
    Walk,
    floor_of,
    moment,
    page_of,
    parse_cursor,
    step,
    take,
    walk_on,
)
from amends.connectors.platforms.meta.settings import Page as Settings
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Call,
    Capability,
    Challenge,
    Deletion,
    Door,
    Heard,
    Outgoing,
    Refused,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import N_
from amends.connectors.values.dates import read_date, utc_now
from amends.connectors.walks.cursors import format_cursor


MESSAGE = "id,created_time,from,to,message,attachments"
CONVERSATION = f"participants,updated_time,messages.limit(50){{{MESSAGE}}}"
LIST = "conversations"

CAPABILITY = Capability(
    platform="facebook",
    private=Door.API,
    default_visibility=Visibility.PRIVATE,
    private_window_hours=WINDOW_HOURS,
    max_length=LENGTH,
    is_chat=True,
    poll_s=300,
    extra=N_("Messages are answered within 24 hours, or seven days where Meta allows it."),
)


def parse_message(message: Mapping[str, Any], page: str, window_hours: int) -> Heard:
    """Read one message of a conversation's history; raises BrokenPage for what is none.

    The address that Meta puts beside a name is no mailbox.
    """
    try:
        author = message.get("from") or {}
        others = (message.get("to") or {}).get("data") or [{}]
        is_ours = str(author.get("id", "")) == page
        files = (message.get("attachments") or {}).get("data") or ()
        forms = [str(one.get("mime_type") or "").partition("/")[0] for one in files]
        return Heard(
            external_id=str(message["id"]),
            text=message.get("message") or signs(forms),
            said_at=moment(read_date(str(message["created_time"]))),
            visibility=Visibility.PRIVATE,
            author_id=str(author.get("id", "")),
            author_name=author.get("name", ""),
            thread=str((others[0] if is_ours else author).get("id", "")),
            is_ours=is_ours,
            afterwards=far_files(forms, map(_link, files)),
            data=told(forms, window_hours),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Messenger sent something that is no message.") from problem


def _link(file: Mapping[str, Any]) -> Any:
    shown = file.get("image_data") or file.get("video_data") or {}
    return shown.get("url") or file.get("file_url")


def _moved_at(conversation: Mapping[str, Any]) -> datetime | None:
    return read_date(str(conversation.get("updated_time", "")))


class Messenger:
    """The messages of one page."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._hours = window_of(is_person=settings.human_agent)
        self._http = http or Http()
        self._graph = Graph(settings.token, settings.app_secret, self._http)
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the messages of the conversations that moved, or the rest of a long one."""
        place = parse_cursor(cursor)
        if not place.todo:
            place.marks = {LIST: place.marks.get(LIST, 0)}
            place.todo = [place.walk(LIST, floor_of(self._clock(), self._settings.days))]
        mentions = walk_on(place, lambda walk: self._read(walk, place))
        return Batch(
            tuple(mentions),
            cursor=format_cursor(place),
            more=bool(place.todo),
        )

    def say(self, outgoing: Outgoing) -> Sent:
        """Send a message; raises Undeliverable for what Meta refuses for good."""
        if outgoing.visibility is Visibility.PUBLIC:
            raise Undeliverable("Messenger only speaks in private.")
        check_length(outgoing, CAPABILITY)
        path, is_person = f"{self._settings.page}/messages", self._settings.human_agent
        return send(self._graph, path, outgoing, is_person=is_person)

    def check(self, call: Call) -> Challenge | Refused | None:
        """Say whether a call is Meta's."""
        return graph_calls.check(call, self._settings)

    def receive(self, call: Call) -> Batch:
        """Read messages and echoes; what was only read, delivered or liked says nothing."""
        mentions: list[Heard] = []
        deletions: list[Deletion] = []
        for entry in entries_of(call, "page", self._settings.page):
            said, unsaid = parse_events(entry, self._settings.page, self._hours)
            mentions += said
            deletions += unsaid
        return Batch(tuple(mentions), deletions=tuple(deletions))

    def fetch_file(self, file: FarFile) -> bytes:
        """Return a file that came with a message."""
        return fetch_link(self._http, file)

    def _read(self, walk: Walk, place: Place) -> list[Heard]:
        """Read a page of conversations, the one that moved last first, or of a long one's rest."""
        if walk.edge != LIST:
            return self._read_rest(walk, place)
        params = {"platform": "messenger", "fields": CONVERSATION, "limit": 25}
        page = page_of(self._graph, walk, f"{self._settings.page}/{LIST}", params)
        conversations = page.get("data", ())
        moved = [int(moment(_moved_at(one)).timestamp()) for one in conversations]
        mentions: list[Heard] = []
        for conversation in conversations:
            nested = conversation.get("messages") or {}
            under = Walk(str(conversation.get("id", "")), walk.bound)
            mentions += take(place, under, nested, self._parse(nested))
        step(place, walk, page, moved, back_to=walk.bound)
        return mentions

    def _read_rest(self, walk: Walk, place: Place) -> list[Heard]:
        params = {"fields": MESSAGE, "limit": 50}
        page = page_of(self._graph, walk, f"{walk.edge}/messages", params)
        return take(place, walk, page, self._parse(page))

    def _parse(self, page: Mapping[str, Any]) -> list[Heard]:
        page_number = self._settings.page
        return [parse_message(one, page_number, self._hours) for one in page.get("data", ())]
