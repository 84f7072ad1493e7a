import json

import httpx2
from connectors.replay import keep
from connectors.review_stage import page_of, reviews, stage
from connectors.signing_keys import rsa_pem


def _prepare(folder, posts):
    key = {"client_email": "desk@shop.iam.example", "private_key": rsa_pem()}
    return keep(folder, posts, package="com.example.shop", service_account_key=json.dumps(key))


def review_of(post):
    said = {
        "text": post["text"],
        "lastModified": {"seconds": str(int(post["at"].timestamp()))},
        "starRating": 2,
    }
    return {
        "reviewId": post["id"],
        "authorName": post["author"],
        "comments": [{"userComment": said}],
    }


def _answer(folder, request):
    found, following = page_of(reviews(folder), request.url.params.get("token"))
    page = {"reviews": [review_of(one) for one in found]}
    more = {"tokenPagination": {"nextPageToken": following}} if following else {}
    return httpx2.Response(200, json=page | more)


STAGE = stage("google_play", _prepare, _answer, token_path="/token")
