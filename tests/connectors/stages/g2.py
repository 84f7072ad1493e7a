import httpx2
from connectors.replay import keep
from connectors.review_stage import page_of, reviews, stage


ROOT = "https://data.g2.com/api/v1/survey-responses"


def _prepare(folder, posts):
    return keep(folder, posts, product_id="p", api_key="k", first_days="0")


def review_of(post):
    told = {
        "star_rating": 2.0,
        "comment_answers": {"hate": {"value": post["text"]}},
        "submitted_at": post["at"].isoformat(),
    }
    return {"id": post["id"], "type": "survey_responses", "attributes": told}


def _answer(folder, request):
    found, following = page_of(reviews(folder), request.url.params.get("from"))
    links = {"next": f"{ROOT}?from={following}"} if following else {}
    page = {"data": [review_of(one) for one in found], "links": links}
    return httpx2.Response(200, json=page)


STAGE = stage("g2", _prepare, _answer, author_of=lambda _post: "")
