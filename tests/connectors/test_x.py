import base64
import hashlib
import hmac
import json
from datetime import timedelta

import httpx2
import pytest
from connectors.x_server import FIRST, NOW, Server, hear_all, message, post

from amends.connectors.protocol import Call, NeedsReconnecting, OutOfCredits, Refused
from amends.connectors.x import parse_cursor


def ids(heard):
    return [int(one.external_id) - FIRST for one in heard]


def test_mentions_are_walked_back_to_what_is_known():
    server = Server(*(post(n) for n in range(1, 6)))
    account = server.account()

    heard, *_, cursor = hear_all(account)
    server.mentions.append(post(6))
    later = hear_all(account, cursor)[0]

    assert ids(heard) == [4, 5, 2, 3, 1]
    assert ids(later) == [6]


def test_posts_of_an_outage_are_all_heard():
    server = Server(post(1))
    account = server.account()
    cursor = hear_all(account)[-1]
    server.mentions += [post(n) for n in range(2, 9)]

    assert sorted(ids(hear_all(account, cursor)[0])) == list(range(2, 9))


def test_page_that_x_forgot_is_asked_for_from_the_top():
    server = Server(*(post(n) for n in range(1, 6)))
    account = server.account()
    first = account.hear("")
    server.refusals["users/7/mentions"] = httpx2.Response(
        400, json={"title": "Invalid Request"}
    )

    rest = hear_all(account, first.cursor)[0]

    assert sorted(ids([*first.mentions, *rest])) == [1, 2, 3, 4, 5]


def test_pages_overlap_by_what_the_index_lags():
    server = Server(post(1))
    account = server.account()
    cursor = hear_all(account)[-1]
    account.hear(cursor)

    asked = int(server.asked[-1].url.params["since_id"])
    assert FIRST + 1 - asked == pytest.approx(60_000 << 22, abs=2 << 22)


@pytest.mark.parametrize(("days", "is_bound"), [(7, True), (0, False)])
def test_old_posts_are_left_alone_at_first(days, is_bound):
    server = Server()
    server.account(first_days=days).hear("")

    assert ("since_id" in server.asked[-1].url.params) is is_bound


def test_search_finds_what_never_named_us():
    server = Server()
    server.found = [
        post(1, entities={}),
        post(2),
        post(3, entities={}, in_reply_to_user_id="7"),
    ]

    heard = hear_all(server.account(words=("rabwa OR رَبوة",)))[0]

    assert {int(o.external_id) - FIRST: "is_indirect" in o.data for o in heard} == {
        1: True,
        2: False,
        3: False,
    }
    asked = [one.url.params["query"] for one in server.asked if "query" in one.url.params]
    assert asked[0] == "(rabwa OR رَبوة) -from:rabwa -is:retweet"


def test_messages_are_read_where_the_owner_wants_it():
    server = Server()
    server.messages = [message(1), message(2, "we are on it", sender="7"), message(3)]

    heard = hear_all(server.account(reads_messages=True))[0]

    assert {(int(o.external_id) - FIRST, o.is_ours) for o in heard} == {
        (1, False), (2, True), (3, False),
    }  # fmt: skip
    assert hear_all(Server().account())[0] == []


def test_edit_gives_the_first_post_new_words():
    server = Server(post(1))
    account = server.account()
    cursor = hear_all(account)[-1]
    history = [str(FIRST + 1), str(FIRST + 2)]
    server.mentions.append(
        post(2, "mended", edit_history_tweet_ids=history, created_at="2026-11-23T08:59:30.000Z")
    )

    heard, edits, *_ = hear_all(account, cursor)

    assert ids(heard) == [1]
    assert [(int(e.external_id) - FIRST, e.text) for e in edits] == [(1, "mended")]


def test_watched_post_that_is_gone_is_told_of():
    server = Server(post(1), post(2))
    account = server.account()
    cursor = hear_all(account)[-1]
    server.gone = {str(FIRST + 1)}
    later = server.account(clock=lambda: NOW + timedelta(hours=2))

    deletions = hear_all(later, cursor)[2]

    assert ids(deletions) == [1]
    assert parse_cursor(hear_all(server.account(watch_days=0))[-1]).watched == {}


def test_token_that_ran_out_is_renewed_and_given_back_first():
    server = Server(post(1))
    server.token, server.tokens = "gone", ["new"]
    account = server.account(refresh_token="r", client_id="app", client_secret="s")

    first = account.hear("")
    heard, *_ = hear_all(account, first.cursor)

    assert first.secrets == {"access_token": "new", "refresh_token": "r-new"}
    assert (first.mentions, first.more) == ((), True)
    assert ids(heard) == [1]
    asked = next(one for one in server.asked if one.url.path.endswith("token"))
    assert asked.headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(("minutes", "renews"), [(109, False), (110, True)])
def test_token_is_renewed_before_it_runs_out(minutes, renews):
    server = Server()
    server.token, server.tokens = "gone", ["new", "newer"]
    cursor = server.account(refresh_token="r").hear("").cursor
    later = server.account(
        clock=lambda: NOW + timedelta(minutes=minutes), refresh_token="r", access_token="new"
    )

    assert bool(later.hear(cursor).secrets) is renews


@pytest.mark.parametrize("refresh", ["", "spent"])
def test_account_that_cannot_be_renewed_needs_a_person(refresh):
    server = Server()
    server.token = "gone"

    with pytest.raises(NeedsReconnecting):
        server.account(refresh_token=refresh).hear("")


def test_new_token_that_is_refused_too_needs_a_person():
    server = Server()
    server.token, server.tokens = "gone", ["new"]
    account = server.account(refresh_token="r")
    cursor = account.hear("").cursor
    server.token = "gone again"

    with pytest.raises(NeedsReconnecting):
        account.hear(cursor)


def test_credits_that_are_used_up_are_told():
    server = Server()
    server.refusals["users/7/mentions"] = httpx2.Response(
        402, json={"title": "CreditsDepleted"}
    )

    with pytest.raises(OutOfCredits, match="CreditsDepleted"):
        server.account().hear("")


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [("MzU2MjE1Nzkt", True), ('{"data":{}}', False), ("", False), ("a" * 201, False)],
)
def test_question_is_answered_unless_it_could_be_a_body(question, is_answered):
    account = Server().account(consumer_secret="s3cret")
    digest = hmac.new(b"s3cret", question.encode(), hashlib.sha256).digest()
    signed = "sha256=" + base64.b64encode(digest).decode()

    answer = account.check(Call(b"", {}, NOW, {"crc_token": question}, "GET"))

    assert isinstance(answer, Refused) is not is_answered
    if is_answered:
        assert json.loads(answer.body) == {"response_token": signed}


def test_without_a_secret_nothing_is_genuine():
    question = Call(b"", {}, NOW, {"crc_token": "abc"}, "GET")

    assert isinstance(Server().account().check(question), Refused)
