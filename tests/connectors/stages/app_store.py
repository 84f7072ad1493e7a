import httpx2
from connectors.replay import keep
from connectors.review_stage import page_of, reviews, stage
from connectors.signing_keys import curve_pem


ROOT = "https://api.appstoreconnect.apple.com/v1/apps/7/customerReviews"


def _prepare(folder, posts):
    return keep(
        folder,
        posts,
        app_id="7",
        issuer_id="i",
        key_id="K",
        private_key=curve_pem(),
        first_days="0",
    )


def review_of(post):
    told = {
        "rating": 2,
        "title": "",
        "body": post["text"],
        "reviewerNickname": post["author"],
        "createdDate": post["at"].isoformat(),
        "territory": "SAU",
    }
    return {"type": "customerReviews", "id": post["id"], "attributes": told}


def _answer(folder, request):
    if request.url.path.startswith("/v1/customerReviews/"):
        return httpx2.Response(200, json={"data": {}})
    found, following = page_of(reviews(folder), request.url.params.get("cursor"))
    links = {"next": f"{ROOT}?cursor={following}"} if following else {}
    page = {"data": [review_of(one) for one in found], "links": links}
    return httpx2.Response(200, json=page)


STAGE = stage("app_store", _prepare, _answer)
