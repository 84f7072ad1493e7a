import httpx2
from connectors.replay import PAGE, Replay, keep, kept


FIRST = 1_763_000_000
APART_S = 4000  # more than the hour that is read again


def prepare(folder, posts):
    return keep(
        folder, posts, client_id="app", client_secret="s", words=["nakheel"], first_days=0
    )


def thing_of(number, post, kind):
    words = {"t3": {"selftext": post["text"], "title": "late parcels"}}
    told = {
        "name": f"{kind}_{post['id']}",
        "author": post["author"] or "[deleted]",
        "created_utc": float(post.get("at", FIRST + number * APART_S)),
        "edited": post.get("edited", False),
        "permalink": f"/r/nakheel/comments/abc/late/{post['id']}/",
        "link_id": "t3_abc",
        "parent_id": "t3_abc",
        "subreddit": "nakheel",
    }
    return {"kind": kind, "data": told | words.get(kind, {"body": post["text"]})}


def answer(folder, request):
    if request.url.path == "/api/v1/access_token":
        return httpx2.Response(200, json={"access_token": "t", "expires_in": 3600})
    posts = list(enumerate(kept(folder)))
    if request.url.path == "/api/info":
        wanted = request.url.params["id"].split(",")
        known = [thing_of(*one, kind) for one in posts for kind in ("t1", "t3")]
        return _listing([one for one in known if one["data"]["name"] in wanted])
    if not request.url.path.endswith(("/comments", "/search")):
        return _listing([])
    kind = "t3" if request.url.path == "/search" else "t1"
    things = [thing_of(*one, kind) for one in posts]
    things.sort(key=lambda one: -one["data"]["created_utc"])
    names = [one["data"]["name"] for one in things]
    after = request.url.params.get("after")
    first = names.index(after) + 1 if after else 0
    page = things[first : first + PAGE]
    last = page[-1]["data"]["name"] if page and page[-1] is not things[-1] else None
    return _listing(page, last)


def _listing(things, after=None):
    listing = {"kind": "Listing", "data": {"after": after, "children": things}}
    return httpx2.Response(200, json=listing, headers={"x-ratelimit-remaining": "598.0"})


STAGE = Replay(
    "reddit",
    prepare=prepare,
    answer=answer,
    id_of=lambda post: f"t3_{post['id']}",
    in_order=False,
)
