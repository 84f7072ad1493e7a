"""Threads of comments heard on YouTube, looked at again: new replies, edits, deletions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amends.connectors.platforms.youtube.api import IDS_AT_ONCE, PLAIN, Api
from amends.connectors.platforms.youtube.comments import Thread, parse_reply, parse_thread
from amends.connectors.protocol import Deletion, Edit, Heard


MOST = 300  # threads, so that the cursor stays small
READ_A_ROUND = 10  # threads whose replies are read whole
# How many replies were counted, when the comment was last changed, and the replies known.
Known = tuple[int, str, list[str]]


@dataclass(slots=True)
class Look:
    """What a look at some threads showed; ``more``: others changed as well."""

    mentions: list[Heard] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)
    more: bool = False


def known_of(thread: Thread) -> Known:
    """Return what is to be known of a thread that was heard; replies not shown are still to come."""
    return len(thread.replies), thread.updated, [one.external_id for one in thread.replies]


def watch(known: Mapping[str, Known], threads: Iterable[Thread]) -> dict[str, Known]:
    """Return the threads to watch with those heard now; the latest of them stay."""
    new = {one.key: known_of(one) for one in threads}
    return dict(list({**known, **new}.items())[-MOST:])


def look_again(api: Api, known: dict[str, Known], me: str, now: datetime) -> Look:
    """Ask for the threads that were not asked for longest; ``known`` moves."""
    asked = list(known)[:IDS_AT_ONCE]
    look = Look()
    if not asked:
        return look
    found = _threads(api, asked, me)
    changed = [key for key, one in found.items() if one.count != known[key][0]]
    look.more = len(changed) > READ_A_ROUND
    late = set(changed[READ_A_ROUND:])
    for key in asked:
        if key in late:  # stays in front
            continue
        before = known.pop(key)
        if key not in found:
            look.deletions += [Deletion(one, now) for one in (key, *before[2])]
            continue
        known[key] = _compare(api, found[key], before, me, look, now)
    return look


def _threads(api: Api, keys: list[str], me: str) -> dict[str, Thread]:
    asked: dict[str, Any] = {"part": "snippet,replies", "id": ",".join(keys), **PLAIN}
    items, _ = api.page("commentThreads", {**asked, "maxResults": IDS_AT_ONCE})
    return {one.key: one for one in (parse_thread(item, me) for item in items)}


def _compare(
    api: Api, thread: Thread, before: Known, me: str, look: Look, now: datetime
) -> Known:
    count, updated, replies = before
    if thread.updated != updated:
        look.edits += [one for one in thread.edits if one.external_id == thread.key]
    if thread.count == count:
        return count, thread.updated, replies
    video = thread.top.url.partition("?v=")[2].partition("&")[0]
    told = [parse_reply(one, thread.key, video, me) for one in api.replies(thread.key)]
    keys = [heard.external_id for heard, _ in told]
    look.mentions += [heard for heard, _ in told if heard.external_id not in replies]
    look.edits += [edit for _, edit in told if edit and edit.external_id in replies]
    look.deletions += [Deletion(one, now) for one in replies if one not in keys]
    return thread.count, thread.updated, keys
