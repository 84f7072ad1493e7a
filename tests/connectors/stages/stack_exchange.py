import html
from urllib.parse import parse_qs, urlsplit

import httpx2
from connectors.replay import PAGE, Replay, keep, kept


FIRST = 1_763_000_000
APART_S = 4000  # more than the minutes that are read again


def prepare(folder, posts):
    return keep(folder, posts, words=["nakheel"], first_days=0)


def question_of(number, post):
    at = post.get("at", FIRST + number * APART_S)
    return {
        "question_id": post["id"],
        "title": "a &amp; b",
        "body_markdown": html.escape(post["text"]),
        "owner": {"user_type": "registered", "display_name": html.escape(post["author"])},
        "creation_date": at,
        "last_activity_date": post.get("active", at),
        "share_link": "https://stackoverflow.com/q/1",
        "comments": post.get("comments", []),
        "answers": post.get("answers", []),
    }


def answer(folder, request):
    questions = [question_of(number, post) for number, post in enumerate(kept(folder))]
    questions.sort(key=lambda one: -one["last_activity_date"])
    parts = urlsplit(str(request.url))
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path.endswith("/filters/create"):
        return _page([{"filter": "!words"}])
    if "/posts/" in parts.path:
        keys = parts.path.rpartition("/")[2].split(";")
        return _page(
            [{"post_id": q["question_id"]} for q in questions if q["question_id"] in keys]
        )
    if "/comments/" in parts.path:
        keys = parts.path.rpartition("/")[2].split(";")
        below = [one for q in questions for one in q["comments"]]
        return _page([one for one in below if str(one["comment_id"]) in keys])
    within = [
        one
        for one in questions
        if int(asked["min"]) <= one["last_activity_date"] <= int(asked.get("max", 10**12))
    ]
    first = (int(asked["page"]) - 1) * PAGE
    return _page(within[first : first + PAGE], has_more=len(within) > first + PAGE)


def _page(items, **told):
    whole = {"items": items, "has_more": False, "quota_max": 300, "quota_remaining": 299}
    return httpx2.Response(200, json=whole | told)


STAGE = Replay(
    "stack_exchange",
    prepare=prepare,
    answer=answer,
    id_of=lambda post: f"post-{post['id']}@stackoverflow",
    in_order=False,
)
