"""What every connector that listens must pass; a new kind adds one ``Stage`` to STAGES.

A stage prepares a channel out of plain posts (dicts with id, text, author) and can make it
fail. Where a kind cannot fail in a certain way the stage leaves that fault out of ``faults``.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from connectors import web_stage

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

ERRORS = {
    "401": NeedsReconnecting,
    "403": NeedsReconnecting,
    "429": Busy,
    "500": Unreachable,
    "timeout": Unreachable,
    "broken": BrokenPage,
}


@dataclass(frozen=True)
class Stage:
    """How one kind is tried.

    ``prepare(folder, posts)`` returns the settings of a channel that holds these posts, two to
    a page where the kind has pages; ``fail(folder, fault)`` makes its next answer fail so,
    ``heal`` mends what does not mend itself.
    """

    kind: str
    prepare: Callable
    fail: Callable = lambda _folder, _fault: None
    heal: Callable = lambda _folder: None
    faults: tuple[str, ...] = ()
    settings: dict = field(default_factory=dict)

    def channel(self, folder, posts):
        """Return the channel as the desk would build it."""
        given = self.prepare(folder, posts) | self.settings
        (folder / "settings.json").write_text(json.dumps(given))
        return self.again(folder)

    def again(self, folder):
        """Return the channel built anew, as after a restart: it has nothing read ahead."""
        given = json.loads((folder / "settings.json").read_text())
        return CONNECTORS[self.kind].build(given)


def _prepare_fake(visibility):
    def prepare(folder: Path, posts):
        lines = [
            {"author_name": post["author"], "visibility": visibility, "ago_s": 60} | post
            for post in posts
        ]
        (folder / "script.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        return {"world": str(folder), "page_size": 2}

    return prepare


def _fail_fake(folder, fault):
    with (folder / "faults.jsonl").open("a") as file:
        file.write(json.dumps({"on": "hear", "fault": fault}) + "\n")


def _prepare_file(folder, posts):
    lines = [json.dumps(post, ensure_ascii=False) + "\n" for post in posts]
    (folder / "posts.jsonl").write_text("".join(lines), encoding="utf-8")
    os.utime(folder / "posts.jsonl", (0, 0))
    return {"path": str(folder / "posts.jsonl"), "page_size": 2}


def _fail_file(folder, fault):
    path = folder / "posts.jsonl"
    path.rename(folder / "away")
    if fault == "broken":
        path.write_bytes(b'{"a": "x"}\n')


def _heal_file(folder):
    (folder / "away").replace(folder / "posts.jsonl")


STAGES = (
    Stage(
        "feed",
        web_stage.prepare_feed,
        web_stage.fail,
        web_stage.heal,
        faults=tuple(ERRORS),
    ),
    Stage(
        "mastodon",
        web_stage.prepare_mastodon,
        web_stage.fail,
        web_stage.heal,
        faults=tuple(ERRORS),
        settings={"first_days": 0},
    ),
    Stage("fake_public", _prepare_fake("public"), _fail_fake, faults=tuple(ERRORS)),
    Stage("fake_private", _prepare_fake("private"), _fail_fake, faults=tuple(ERRORS)),
    Stage("fake_chat", _prepare_fake("private"), _fail_fake, faults=tuple(ERRORS)),
    Stage("fake_link", _prepare_fake("public"), _fail_fake, faults=tuple(ERRORS)),
    Stage("file", _prepare_file, _fail_file, _heal_file, faults=("500", "broken")),
)

# Kinds that nobody polls have a kit of their own: (kind, the test that holds it).
UNPOLLED = {
    "web_form": "tests/connectors/test_web_form.py",
    "phone": "tests/connectors/test_phone.py",
}
# Kinds whose posts are no plain dicts have theirs too.
OTHER_KITS = {
    "email": "tests/connectors/test_imap.py",
    "google_alerts": "tests/connectors/test_google_alerts.py",
}
