import httpx2
from connectors.replay import PAGE, keep
from connectors.review_stage import reviews, stage


def _prepare(folder, posts):
    return keep(folder, posts, app_id="7", countries="sa", first_days="0")


def entry_of(post):
    return {
        "author": {"name": {"label": post["author"]}, "uri": {"label": ""}},
        "im:rating": {"label": "2"},
        "id": {"label": post["id"]},
        "title": {"label": ""},
        "content": {"label": post["text"], "attributes": {"type": "text"}},
        "updated": {"label": post["at"].isoformat()},
    }


def _answer(folder, request):
    number = int(request.url.path.partition("page=")[2].partition("/")[0])
    entries = [entry_of(one) for one in reviews(folder)][(number - 1) * PAGE : number * PAGE]
    feed = {"entry": entries if len(entries) > 1 else entries[0]} if entries else {}
    return httpx2.Response(200, json={"feed": feed})


STAGE = stage("app_store_feed", _prepare, _answer)
