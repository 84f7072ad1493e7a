import json
import os
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from connectors.bluesky_server import ME, NEAR, NOW, Server, found, hear_all, message, post

from amends.connectors.bluesky import WATCHED, parse_cursor
from amends.connectors.platforms.bluesky.api import Session
from amends.connectors.protocol import Busy, NeedsReconnecting


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/bluesky-live-devenv"


def numbers(heard):
    return [int(one.external_id.rpartition("/")[2]) for one in heard]


def test_notifications_are_walked_back_to_what_is_known():
    server = Server(*(post(n) for n in range(1, 6)))
    account = server.account()

    heard, *_, cursor = hear_all(account)
    server.noticed.append(post(6))

    assert numbers(heard) == [4, 5, 2, 3, 1]
    assert numbers(hear_all(account, cursor)[0]) == [6]
    reasons = server.asked[0].url.params.get_list("reasons")
    assert reasons == ["mention", "reply", "quote"]


def test_notices_of_an_outage_are_all_heard():
    server = Server(post(1))
    account = server.account()
    cursor = hear_all(account)[-1]
    server.noticed += [post(n) for n in range(20, 29)]

    assert sorted(numbers(hear_all(account, cursor)[0])) == list(range(20, 29))


@pytest.mark.parametrize(("days", "count"), [(1, 1), (2, 2)])
def test_old_posts_are_left_alone_at_first(days, count):
    server = Server(post(1, indexedAt="2026-11-21T09:00:00.000Z"), post(2))

    assert len(hear_all(server.account(first_days=days))[0]) == count


def test_search_finds_what_never_named_us():
    server = Server()
    near = {"reply": {"parent": {"uri": f"at://{ME}/x/1"}, "root": {"uri": f"at://{ME}/x/1"}}}
    server.found = [found(1), found(2, **near)]

    heard = hear_all(server.account(words=("سفارش",)))[0]

    assert {numbers([o])[0]: "is_indirect" in o.data for o in heard} == {1: True, 2: False}


def test_post_that_is_gone_is_told_of_once():
    server = Server(post(1), post(2))
    account = server.account()
    cursor = hear_all(account)[-1]
    del server.posts[f"{NEAR}/1"]

    _, deletions, _, cursor = hear_all(account, cursor)

    assert [(numbers([one])[0], one.deleted_at) for one in deletions] == [(1, NOW)]
    assert hear_all(account, cursor)[1] == []


def test_post_that_is_only_hidden_is_not_taken_for_gone():
    server = Server(post(1))
    account = server.account()
    cursor = hear_all(account)[-1]
    server.hidden = {f"{NEAR}/1"}

    assert hear_all(account, cursor)[1] == []


def test_our_own_posts_are_not_watched_and_the_latest_are():
    ours = post(1, author={"did": ME, "handle": "shop.test"})
    server = Server(ours, *(post(n, uri=f"{NEAR}/{n}", indexedAt="2026-11-23T08:30:00.000Z") for n in range(2, 150)))  # fmt: skip

    heard, *_, cursor = hear_all(server.account())

    assert [one.is_ours for one in heard].count(True) == 1
    assert len(parse_cursor(cursor).watched) == WATCHED


def test_first_round_signs_in_and_gives_the_session_back():
    server = Server(post(1))
    account = server.account(session="none")

    first = account.hear("")

    assert json.loads(first.secrets["session_token"]) == {
        "did": ME,
        "access": "a1",
        "refresh": "r1",
    }
    assert (first.mentions, first.more) == ((), True)
    assert numbers(hear_all(account, first.cursor)[0]) == [1]


def test_session_that_ran_out_is_renewed():
    server = Server(post(1))
    server.access = "newer"
    account = server.account()

    heard, _, secrets, _ = hear_all(account)

    assert json.loads(secrets["session_token"])["access"] == "a1"
    assert [one.url.path.rpartition(".")[2] for one in server.asked][1] == "refreshSession"
    assert numbers(heard) == [1]


def test_session_that_cannot_be_renewed_is_opened_anew():
    server = Server(post(1))
    server.access = server.refresh = "newer"

    assert numbers(hear_all(server.account())[0]) == [1]
    assert server.opened == 1


@pytest.mark.parametrize("session", ["none", Session(ME, "old", "old")])
def test_wrong_password_needs_a_person(session):
    with pytest.raises(NeedsReconnecting):
        Server().account(session=session, app_password="wrong").hear("")


def test_session_that_is_refused_at_once_needs_a_person():
    server = Server()
    account = server.account(session="none")
    cursor = account.hear("").cursor
    server.access = "gone again"

    with pytest.raises(NeedsReconnecting):
        account.hear(cursor)


def test_limit_of_requests_is_obeyed():
    server = Server()
    reset = str(int((NOW + timedelta(days=9000)).timestamp()))
    server.refusals["app.bsky.notification.listNotifications"] = httpx2.Response(
        429, headers={"ratelimit-reset": reset}
    )

    with pytest.raises(Busy) as refusal:
        server.account().hear("")

    assert refusal.value.retry_after_s == 24 * 3600


def test_messages_are_read_where_the_owner_wants_it():
    server = Server()
    server.messages = [message(1), message(2, sender=ME)]

    heard, *_, cursor = hear_all(server.account(reads_messages=True))
    server.messages.append(message(3))

    assert [(one.external_id, one.is_ours) for one in heard] == [
        ("talk-1/m1", False), ("talk-1/m2", True),
    ]  # fmt: skip
    later = hear_all(server.account(reads_messages=True), cursor)[0]
    assert [one.external_id for one in later] == ["talk-1/m3"]
    assert hear_all(server.account())[0] == []


@pytest.mark.skipif(not REAL.exists(), reason="recorded answers of Bluesky are not here")
def test_real_search_is_heard():
    page = json.loads((REAL / "searchPosts.json").read_text("utf-8"))["body"]
    server = Server()
    server.found = page["posts"]

    heard = hear_all(server.account(words=("سفارش",)))[0]

    assert {one.external_id for one in heard} == {one["uri"] for one in page["posts"]}
    assert all(one.data["is_indirect"] and one.data["language"] == "fa" for one in heard)


@pytest.mark.skipif(not REAL.exists(), reason="recorded answers of Bluesky are not here")
def test_real_refusal_of_a_session_renews_it():
    told = json.loads((REAL / "error_auth.json").read_text("utf-8"))
    server = Server(post(1))
    server.refusals["app.bsky.notification.listNotifications"] = httpx2.Response(
        told["status"], json=told["body"]
    )

    assert hear_all(server.account())[2]
