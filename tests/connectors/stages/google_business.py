import httpx2
from connectors.replay import keep
from connectors.review_stage import page_of, reviews, stage


PLACE = "accounts/1/locations/2"


def _prepare(folder, posts):
    return keep(
        folder,
        posts,
        client_id="c",
        client_secret="s",
        refresh_token="r",
        account="1",
        locations="2",
        first_days="0",
    )


def review_of(post):
    who = {"displayName": post["author"]} if post["author"] else {"isAnonymous": True}
    time = post["at"].isoformat()
    return {
        "name": f"{PLACE}/reviews/{post['id']}",
        "reviewer": who,
        "starRating": "TWO",
        "comment": post["text"],
        "createTime": time,
        "updateTime": time,
    }


def _answer(folder, request):
    if not request.url.path.endswith("/reviews"):
        return httpx2.Response(200, json={"name": "here"})
    found, following = page_of(reviews(folder), request.url.params.get("pageToken"))
    more = {"nextPageToken": following} if following else {}
    return httpx2.Response(200, json={"reviews": [review_of(one) for one in found]} | more)


STAGE = stage(
    "google_business",
    _prepare,
    _answer,
    token_path="/token",
    id_of=lambda post: f"{PLACE}/reviews/{post['id']}",
)
