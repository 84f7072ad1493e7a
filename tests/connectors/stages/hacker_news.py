import html
import re
from urllib.parse import parse_qs, urlsplit

import httpx2
from connectors.replay import PAGE, Replay, keep, kept


FIRST = 1_763_000_000
APART_S = 4000  # more than the hour that is read again


def prepare(folder, posts):
    return keep(folder, posts, words=["nakheel"], first_days=0)


def hit_of(number, post):
    return {
        "objectID": post["id"],
        "author": post["author"] or None,
        "comment_text": f"<p>{html.escape(post['text'])}",
        "created_at_i": post.get("at", FIRST + number * APART_S),
        "story_id": 1,
        "parent_id": 1,
    }


def answer(folder, request):
    hits = [hit_of(number, post) for number, post in enumerate(kept(folder))]
    hits.sort(key=lambda one: -one["created_at_i"])
    parts = urlsplit(str(request.url))
    if found := re.fullmatch(r"/v0/item/(.+)\.json", parts.path):
        item = next((one for one in hits if one["objectID"] == found[1]), None)
        return httpx2.Response(200, json=item and {"id": 1, "text": item["comment_text"]})
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    least, *most = (
        int(end) for end in re.findall(r"\d+", asked["numericFilters"].replace("_i", ""))
    )
    within = [
        one
        for one in hits
        if one["created_at_i"] > least and (not most or one["created_at_i"] <= most[0])
    ]
    number = int(asked["page"])
    page = within[number * PAGE : number * PAGE + PAGE]
    return httpx2.Response(200, json={"hits": page, "nbPages": -(-len(within) // PAGE)})


STAGE = Replay("hacker_news", prepare=prepare, answer=answer, in_order=False)
