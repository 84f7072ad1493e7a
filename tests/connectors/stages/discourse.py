import html
import json
import re
from datetime import UTC, datetime

import httpx2
from connectors.replay import PAGE, Replay, keep, kept
from connectors.stage import HookStage

from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Call


FIRST = 1_763_000_000
APART_S = 4000  # more than the hour that is read again
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECRET = "an invented secret"
FORUM = {"url": "https://forum.example", "first_days": 0, "webhook_secret": SECRET}


def prepare(folder, posts):
    return keep(folder, posts, **FORUM)


def post_of(number, post):
    at = datetime.fromtimestamp(post.get("at", FIRST + number * APART_S), UTC)
    return {
        "id": 100 + number,
        "topic_id": post["id"],
        "post_number": post.get("number", 1),
        "username": post["author"],
        "name": post["author"],
        "cooked": f"<p>{html.escape(post['text'])}</p>",
        "created_at": at.isoformat().replace("+00:00", "Z"),
        "updated_at": post.get("updated", at.isoformat()),
        "topic_title": "late parcels",
        "post_type": 1,
    } | {name: post[name] for name in ("deleted_at", "topic_archetype") if name in post}


def answer(folder, request):
    posts = [post_of(number, post) for number, post in enumerate(kept(folder))]
    by_id = {str(post["id"]): post for post in posts}
    if found := re.fullmatch(r"/posts/(\d+)\.json", request.url.path):
        post = by_id.get(found[1])
        return httpx2.Response(200 if post else 404, json=post or {"errors": ["gone"]})
    posts.sort(key=lambda one: -one["id"])
    if request.url.path == "/search.json":
        first = (int(request.url.params["page"]) - 1) * PAGE
        shown = [one | {"cooked": None, "blurb": "..."} for one in posts[first : first + PAGE]]
        return httpx2.Response(200, json={"posts": shown, "topics": []})
    before = int(request.url.params.get("before", 10**9))
    page = [one for one in posts if one["id"] < before][:PAGE]
    return httpx2.Response(200, json={"latest_posts": page})


def call_of(event, payload):
    return signed(json.dumps(payload).encode(), event)


def signed(raw, event="post_created"):
    headers = {"x-discourse-event": event}
    return Call(
        raw, headers | {"x-discourse-event-signature": "sha256=" + sign(SECRET, raw)}, AT
    )


def id_of(post):
    return f"{post['id']}/1@forum.example"


STAGE = Replay("discourse", prepare=prepare, answer=answer, id_of=id_of, in_order=False)
HOOK = HookStage(
    "discourse",
    FORUM,
    call=lambda posts: call_of("post_created", {"post": post_of(0, posts[0])}),
    unknown=lambda: call_of("topic_created", {"topic": {"id": 7, "title": "late parcels"}}),
    resign=lambda _call, raw: signed(raw),
    id_of=id_of,
    one_at_a_time=True,
)
