import httpx2
from connectors.replay import PAGE, keep
from connectors.review_stage import reviews, stage


def _prepare(folder, posts):
    unit = {"business_unit": "u", "answered_by": "b", "api_key": "k", "api_secret": "s"}
    return keep(folder, posts, **unit, first_days="0")


def review_of(post):
    return {
        "id": post["id"],
        "stars": 2,
        "text": post["text"],
        "createdAt": post["at"].isoformat(),
        "consumer": {"id": "c", "displayName": post["author"]},
    }


def _answer(folder, request):
    if "page" not in request.url.params:
        return httpx2.Response(200, json={"id": "it is there"})
    number = int(request.url.params["page"])
    found = reviews(folder)[(number - 1) * PAGE : number * PAGE]
    return httpx2.Response(200, json={"reviews": [review_of(one) for one in found]})


TOKEN = "/v1/oauth/oauth-business-users-for-applications/accesstoken"
STAGE = stage("trustpilot", _prepare, _answer, token_path=TOKEN)
