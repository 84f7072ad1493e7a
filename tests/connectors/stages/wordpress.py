import html
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx2
from connectors.replay import PAGE, Replay, keep, kept


FIRST = 1_763_000_000
APART_S = 4 * 24 * 3600  # more than the days that are read again


def prepare(folder, posts):
    return keep(
        folder, posts, url="https://shop.example", user="desk", app_password="p", first_days=0
    )


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def comment_of(number, post):
    at = post.get("at", FIRST + number * APART_S)
    return {
        "id": post["id"],
        "post": 1,
        "parent": post.get("parent", 0),
        "author": post.get("user", 0),
        "author_name": post["author"],
        "date_gmt": moment(at),
        "content": {"rendered": f"<p>{html.escape(post['text'])}</p>\n"},
        "link": f"https://shop.example/hello/#comment-{post['id']}",
        "status": "approved",
        "type": "comment",
    }


def answer(folder, request):
    parts = urlsplit(str(request.url))
    if parts.path.endswith("/users/me"):
        return httpx2.Response(200, json={"id": 7, "name": "desk"})
    comments = [comment_of(number, post) for number, post in enumerate(kept(folder))]
    comments.sort(key=lambda one: one["date_gmt"], reverse=True)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if "include" in asked:
        wanted = asked["include"].split(",")
        return httpx2.Response(200, json=[one for one in comments if one["id"] in wanted])
    after, before = asked["after"].rstrip("Z"), asked.get("before", "9999").rstrip("Z")
    within = [one for one in comments if after < one["date_gmt"] < before]
    first = (int(asked["page"]) - 1) * PAGE
    pages = {"X-WP-TotalPages": str(-(-len(within) // PAGE))}
    return httpx2.Response(200, json=within[first : first + PAGE], headers=pages)


STAGE = Replay(
    "wordpress",
    prepare=prepare,
    answer=answer,
    id_of=lambda post: f"comment-{post['id']}@shop.example",
    in_order=False,
)
