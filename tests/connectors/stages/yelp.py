import httpx2
from connectors.replay import keep
from connectors.review_stage import reviews, stage


def _prepare(folder, posts):
    return keep(folder, posts, business="nakheel-riyadh", api_key="k")


def review_of(post):
    return {
        "id": post["id"],
        "url": "https://www.yelp.com/biz/nakheel-riyadh",
        "text": post["text"],
        "rating": 2,
        "time_created": f"{post['at']:%Y-%m-%d %H:%M:%S}",
        "user": {"id": "u", "name": post["author"]},
    }


def _answer(folder, _request):
    found = [review_of(one) for one in reviews(folder)]
    return httpx2.Response(200, json={"total": len(found), "reviews": found})


STAGE = stage("yelp", _prepare, _answer)
