import httpx2
from connectors.replay import keep
from connectors.review_stage import reviews, stage


def _prepare(folder, posts):
    return keep(folder, posts, location_id="7", api_key="k", languages="en")


def review_of(post):
    return {
        "id": post["id"],
        "published_date": post["at"].isoformat(),
        "rating": 2,
        "text": post["text"],
        "user": {"username": post["author"]},
    }


def _answer(folder, _request):
    return httpx2.Response(200, json={"data": [review_of(one) for one in reviews(folder)]})


STAGE = stage("tripadvisor", _prepare, _answer)
