"""Practice channels that ship: for tests, for the demo, for a team that wants to try things.

Nothing leaves the machine. A world (see ``fake_world``) is a folder; the public and the private
channel may share one, as the public page and the private messages of one network do.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from amends.connectors.afterwards import FarFile, FarWords
from amends.connectors.network.answers import Gone
from amends.connectors.platforms.fake_world import Line, World
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Busy,
    Capability,
    ConnectorError,
    Deletion,
    Door,
    Edit,
    Heard,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Unreachable,
    Visibility,
)
from amends.connectors.source_settings import N_, setting
from amends.connectors.values.dates import utc_now


PUBLIC = Capability(
    platform="fake", public=Door.API, max_length=500, may_invite_update=True, poll_s=1,
    extra=N_("A practice channel: nothing leaves this machine."),
)  # fmt: skip
PRIVATE = Capability(
    platform="fake", private=Door.API, default_visibility=Visibility.PRIVATE, may_repeat=True,
    attachments=True, poll_s=1, extra=N_("A practice channel: nothing leaves this machine."),
)  # fmt: skip
CHAT = replace(PRIVATE, is_chat=True, poll_s=30)
LINK = Capability(
    platform="fake", public=Door.DEEP_LINK, max_length=500, poll_s=1,
    extra=N_("A practice channel that can be read but is answered on its own site."),
)  # fmt: skip

OVERLAP = 1  # lines read again each time, as real channels must be: hearing twice is harmless
BUSY_S = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the world is and how many posts one page holds."""

    world: str = setting(N_("Folder of the practice world"))
    page_size: int = setting(N_("Posts per page"), default=50)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a world was read: lines passed, lines passed but not visible yet, own lines."""

    script: int = 0
    waiting: tuple[int, ...] = ()
    said: int = 0


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    read = json.loads(cursor or "{}")
    return Place(read.get("script", 0), tuple(read.get("waiting", ())), read.get("said", 0))


def format_cursor(place: Place) -> str:
    """Write a place down as a cursor."""
    return json.dumps({"script": place.script, "waiting": place.waiting, "said": place.said})


def parse_post(post: Line, said_at: datetime, *, is_ours: bool = False) -> Heard:
    """Read one post of the script or one thing we said."""
    return Heard(
        external_id=str(post["id"]),
        text=post.get("text", ""),
        said_at=said_at,
        visibility=Visibility(post.get("visibility", "public")),
        author_id=str(post.get("author_id", "")),
        author_name=post.get("author_name", ""),
        author_handle=post.get("handle", ""),
        author_email=post.get("email", ""),
        author_phone=post.get("phone", ""),
        url=post.get("url", ""),
        thread=str(post.get("thread", "")),
        parents=(str(post["parent"]),) if post.get("parent") else (),
        is_ours=is_ours,
        afterwards=(
            *(FarFile(**file) for file in post.get("files", ())),
            *(FarWords(key) for key in post.get("words", ())),
        ),
        data={name: post[name] for name in ("rating", "reach") if name in post},
    )


class FakeLink:
    """Hears the public posts of a world and says nothing: its answers go by deep link."""

    visibility = Visibility.PUBLIC

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = utc_now) -> None:
        self.world = World(Path(settings.world), clock)
        self.page_size = settings.page_size

    def hear(self, cursor: str) -> Batch:
        """Return one page; a post that is not visible yet is kept in the cursor."""
        _fail(self.world.next_fault("hear"))
        place, script, said = parse_cursor(cursor), self.world.script(), self.world.said()
        end = min(len(script), place.script + self.page_size)
        start = max(0, place.script - OVERLAP)
        numbers = sorted({*place.waiting, *range(start, end)})
        hidden = tuple(n for n in numbers if not self.world.is_visible(script[n]))
        lines = [script[n] for n in numbers if n not in hidden]
        return Batch(
            mentions=(*self._posts(lines), *self._echoes(said[max(0, place.said - OVERLAP) :])),
            edits=tuple(self._edit(line) for line in lines if "edit" in line),
            deletions=tuple(self._deletion(line) for line in lines if "delete" in line),
            cursor=format_cursor(Place(end, hidden, len(said))),
            more=end < len(script),
        )

    def fetch_words(self, words: FarWords) -> Heard:
        """Return the line of the script that holds what comes later under this key."""
        _fail(self.world.next_fault("fetch"))
        posts = (post for post in self.world.script() if post.get("later") == words.key)
        if (post := next(posts, None)) is None:
            raise Gone(Gone.__doc__)
        return parse_post({**post, "id": words.key}, self.world.time_of(post))

    def fetch_file(self, file: FarFile) -> bytes:
        """Return a file of the world's folder ``files``."""
        _fail(self.world.next_fault("fetch"))
        content = self.world.file(file.key)
        if content is None:
            raise Gone(Gone.__doc__)
        return content

    def _posts(self, lines: list[Line]) -> list[Heard]:
        posts = [line for line in lines if "id" in line and self._is_mine(line)]
        return [parse_post(post, self.world.time_of(post)) for post in posts]

    def _echoes(self, said: list[Line]) -> list[Heard]:
        mine = [line for line in said if self._is_mine(line)]
        return [parse_post(line, self.world.time_of(line), is_ours=True) for line in mine]

    def _edit(self, line: Line) -> Edit:
        return Edit(str(line["edit"]), line["text"], self.world.time_of(line))

    def _deletion(self, line: Line) -> Deletion:
        return Deletion(str(line["delete"]), self.world.time_of(line))

    def _is_mine(self, line: Line) -> bool:
        return bool(line.get("visibility", "public") == self.visibility)


class FakePublic(FakeLink):
    """Hears and answers in public. A message sent twice is there twice, as on a real one."""

    once = False
    max_length = PUBLIC.max_length

    def say(self, outgoing: Outgoing) -> Sent:
        """Post it; raises TimeoutError when nobody can know whether it was posted."""
        if outgoing.visibility != self.visibility:
            raise Undeliverable(f"This channel only carries {self.visibility} messages.")
        if self.max_length and len(outgoing.text) > self.max_length:
            raise Undeliverable(f"At most {self.max_length} characters fit.")
        fault = self.world.next_fault("say")
        if fault == "timeout":
            raise TimeoutError("The channel did not answer.")
        if fault != "lost":
            _fail(fault)
        posted = self.world.append_said(_line_of(outgoing), once=self.once)
        if fault == "lost":
            raise TimeoutError("The channel did not answer.")
        return Sent(posted, f"https://fake.example/{posted}")


class FakePrivate(FakePublic):
    """Hears and answers in private. The same key is never posted twice."""

    visibility = Visibility.PRIVATE
    once = True
    max_length = PRIVATE.max_length


def _line_of(outgoing: Outgoing) -> dict[str, object]:
    return {
        "key": outgoing.key,
        "to": outgoing.to,
        "parent": outgoing.parent,
        "thread": outgoing.thread,
        "text": outgoing.text,
        "visibility": outgoing.visibility.value,
        "language": outgoing.language,
        "files": [file.name for file in outgoing.attachments],
    }


def _fail(fault: str) -> None:
    """Raise what a real channel's connector would raise."""
    errors: dict[str, ConnectorError] = {
        "401": NeedsReconnecting(NeedsReconnecting.__doc__),
        "403": NeedsReconnecting(NeedsReconnecting.__doc__),
        "429": Busy(retry_after_s=BUSY_S),
        "500": Unreachable(Unreachable.__doc__),
        "timeout": Unreachable("The channel did not answer in time."),
        "broken": BrokenPage(BrokenPage.__doc__),
    }
    if fault in errors:
        raise errors[fault]
