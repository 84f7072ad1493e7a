"""How one kind of channel is tried: what every stage has."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2

from amends.connectors.network.http import Http
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable
from amends.connectors.registry import CONNECTORS


HOSTILE = (
    {"id": "9007199254740993", "text": "an id no float can hold", "author": "a"},
    {"id": "9007199254740992", "text": "its neighbour", "author": "a"},
    {
        "id": "html",
        "text": "<img src=x onerror=alert(1)><script>alert(1)</script>",
        "author": "<b>x",
    },
    {"id": "bidi", "text": "abc\u202egpj.exe\u2066 \u200fنص", "author": "\u202eevil"},
    {"id": "joiner", "text": "نمی\u200cخواهم", "author": "س"},
    {"id": "nobody", "text": "nobody said this", "author": ""},
    {"id": "emoji", "text": "👍🏽 =1+1", "author": "=cmd"},
)
POSTS = tuple({"id": str(n), "text": f"post number {n}", "author": "a"} for n in range(5))

ERRORS = {
    "401": NeedsReconnecting,
    "403": NeedsReconnecting,
    "429": Busy,
    "500": Unreachable,
    "timeout": Unreachable,
    "broken": BrokenPage,
    "torn": BrokenPage,
}
POLLED = tuple(fault for fault in ERRORS if fault != "torn")
REPLAYED = tuple(ERRORS)


@dataclass(frozen=True)
class Stage:
    """How one kind is tried.

    ``prepare(folder, posts)`` returns the settings of a channel that holds these posts, two to
    a page where the kind has pages; ``fail(folder, fault)`` makes its next answer fail so,
    ``heal`` mends what does not mend itself. ``id_of(post)`` is the id the desk gives a post,
    ``author_of(post)`` the name of its author where the channel shows another or none.
    ``in_order``: page after page, the oldest first.
    """

    kind: str
    prepare: Callable
    fail: Callable = lambda _folder, _fault: None
    heal: Callable = lambda _folder: None
    faults: tuple[str, ...] = ()
    settings: dict = field(default_factory=dict)
    id_of: Callable = lambda post: post["id"]
    author_of: Callable = lambda post: post["author"]
    in_order: bool = True

    def channel(self, folder, posts):
        """Return the channel as the desk would build it."""
        given = self.prepare(folder, posts) | self.settings
        (folder / "settings.json").write_text(json.dumps(given))
        return self.again(folder)

    def again(self, folder):
        """Return the channel built anew, as after a restart: it has nothing read ahead."""
        given = json.loads((folder / "settings.json").read_text())
        return CONNECTORS[self.kind].build(given)


@dataclass(frozen=True)
class HookStage:
    """How a kind that services call is tried.

    ``call(posts)`` returns one genuine call (``Call``) that tells of these posts, ``unknown``
    one genuine call of an event nobody knows; ``resign(call, raw)`` signs another body as the
    service would. ``greeting`` is a call that asks whether the address is ours with the body of
    the right answer; None where the service does not ask. ``signs_body``: false where the service
    only shows a secret. ``one_at_a_time``: a call of this service tells of one post only.
    """

    kind: str
    settings: dict
    call: Callable
    unknown: Callable
    resign: Callable
    greeting: tuple | None = None
    signs_body: bool = True
    one_at_a_time: bool = False
    id_of: Callable = lambda post: post["id"]
    author_of: Callable = lambda post: post["author"]

    def calls(self, posts):
        """Return the calls that tell of these posts, in their order."""
        return (
            [self.call((one,)) for one in posts] if self.one_at_a_time else [self.call(posts)]
        )

    def hook(self):
        """Return the channel as the desk would build it."""
        return CONNECTORS[self.kind].build(self.settings)


@dataclass(frozen=True)
class FileStage:
    """How a kind whose files are fetched afterwards is tried.

    ``tells()`` returns a mention with one file; ``place_of(request)`` answers what is asked for
    before the file itself, and None for that.
    """

    kind: str
    settings: dict
    tells: Callable
    place_of: Callable = lambda _request: None

    def channel(self, answer, max_bytes=1000):
        """Return the channel as the desk would build it, where the file is answered by this."""

        def play(request):
            return self.place_of(request) or answer(request)

        http = Http(transport=lambda *_: httpx2.MockTransport(play), max_bytes=max_bytes)
        return CONNECTORS[self.kind].build(self.settings, http=http)
