from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from connectors.graph_server import Server, refusal
from connectors.meta_calls import APP, call, plea

from amends.connectors.facebook_page import CAPABILITY
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)


PAGE = "2121008874780932"
POST = f"{PAGE}_1"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def item(key, minutes_ago, **change):
    at = (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%S+0000")
    author = {"id": "55", "name": "Noura"}
    return {"id": key, "message": f"text {key}", "created_time": at, "from": author} | change


def with_next(*items, after="x"):
    return {
        "data": list(items),
        "paging": {"next": f"https://g/x?access_token=t&after={after}"},
    }


def post(minutes_ago, *comments, key=POST, following=""):
    held = with_next(*comments, after=following) if following else {"data": list(comments)}
    return item(key, minutes_ago, **{"from": {"id": PAGE}}, comments=held)


def build(server, now=NOW, **given):
    return server.build("facebook_page", APP | {"page": PAGE} | given, lambda: now)


def hear_all(channel, cursor=""):
    heard, edits, deletions, more = [], [], [], True
    while more:
        batch = channel.hear(cursor)
        heard += [one.external_id for one in batch.mentions]
        edits += batch.edits
        deletions += batch.deletions
        cursor, more = batch.cursor, batch.more
    return heard, edits, deletions, cursor


def feed(*posts):
    return {f"{PAGE}/feed": {"data": list(posts)}}


def test_posts_and_their_comments_are_heard_oldest_first():
    server = Server(**feed(post(90, item("1_2", 5), item("1_1", 60))))

    heard, *_ = hear_all(build(server))

    assert heard == [POST, "1_1", "1_2"]
    assert server.paths[:2] == [f"{PAGE}/feed", f"{PAGE}/tagged"]
    since = int(server.asked[0].url.params["since"])
    assert since == int((NOW - timedelta(days=30)).timestamp())


def test_comments_that_did_not_fit_are_walked_to_their_end():
    server = Server(
        **feed(post(90, item("1_9", 5), following="a")),
        **{f"{POST}/comments": [with_next(item("1_8", 6)), {"data": [item("1_7", 7)]}]},
    )

    heard, *_ = hear_all(build(server))

    assert set(heard) == {POST, "1_7", "1_8", "1_9"}
    walked = [r for r in server.asked if r.url.path.endswith("/comments")]
    assert [r.url.params["after"] for r in walked] == ["a", "x"]
    assert walked[0].url.params["order"] == "reverse_chronological"


def test_a_later_round_hears_only_what_is_new():
    server = Server(**feed(post(900, item("1_1", 300), following="a")))
    *_, cursor = hear_all(build(server))
    server.pages[f"{PAGE}/feed"] = {"data": [post(900, item("1_2", 1), item("1_1", 300))]}

    heard, *_ = hear_all(build(server, NOW + timedelta(minutes=5)), cursor)

    assert heard == ["1_2"]


def test_what_a_lagging_index_shows_later_is_still_heard():
    server = Server(**feed(post(900, item("1_2", 10))))
    *_, cursor = hear_all(build(server))
    server.pages.update(feed(post(900, item("1_2", 10), item("1_1", 40))))

    assert hear_all(build(server), cursor)[0] == ["1_1"]


def test_a_round_that_was_cut_off_goes_on_where_it_was():
    server = Server(**{f"{PAGE}/feed": with_next(post(90)), f"{PAGE}/tagged": refusal(4)})
    first = build(server).hear("")
    server.pages[f"{PAGE}/feed"] = {"data": [post(95, key=f"{PAGE}_0")]}

    heard = []
    with pytest.raises(Busy):
        build(server).hear(build(server).hear(first.cursor).cursor)
    server.pages[f"{PAGE}/tagged"] = {"data": [item("8_8", 3)]}
    heard, *_ = hear_all(build(server), first.cursor)

    assert heard == [f"{PAGE}_0", "8_8"]


def test_who_tags_the_page_is_heard_in_public():
    server = Server(**{f"{PAGE}/tagged": {"data": [item("8_8", 3)]}})

    [heard] = build(server).hear("").mentions

    assert (heard.external_id, heard.thread, heard.visibility) == ("8_8", "8_8", "public")


def test_edits_and_deletions_are_found_in_later_rounds():
    server = Server(**feed(post(90, item("1_2", 5), item("1_1", 60))), **{
        "1_1": refusal(100, 400, 33),
        "1_2": {"id": "1_2", "message": "it came"},
    })  # fmt: skip

    _, edits, deletions, _ = hear_all(build(server))

    assert [(one.external_id, one.text) for one in edits] == [("1_2", "it came")]
    assert [one.external_id for one in deletions] == ["1_1"]


def say(server, visibility=Visibility.PUBLIC, **change):
    given = {"to": "55", "text": "We are sorry", "visibility": visibility, "key": "k"}
    return build(server, **change.pop("settings", {})).say(Outgoing(**given | change))


def test_a_comment_is_answered_under_it():
    server = Server(**{"1_2/comments": {"id": "1_3"}})

    sent = say(server, parent="1_2")

    assert (sent.external_id, sent.url) == ("1_3", "https://www.facebook.com/1_3")
    assert server.sent == [{"message": "We are sorry"}]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("key", "recipient"), [("1_2", {"comment_id": "1_2"}), (POST, {"post_id": POST})]
)
def test_a_public_word_opens_the_private_door(key, recipient):
    server = Server(**{f"{PAGE}/messages": {"message_id": "m_1"}})

    sent = say(server, Visibility.PRIVATE, references=("0", key))

    assert sent.external_id == "m_1"
    assert server.sent == [{"recipient": recipient, "message": {"text": "We are sorry"}}]


def test_a_message_is_answered_as_one():
    server = Server(**{f"{PAGE}/messages": {"message_id": "m_1"}})

    say(server, Visibility.PRIVATE, parent="m_0", references=("1_2", "m_0"))

    assert server.sent[0]["recipient"] == {"id": "55"}
    assert server.sent[0]["messaging_type"] == "RESPONSE"


@pytest.mark.parametrize("visibility", list(Visibility))
def test_what_answers_nothing_is_not_sent(visibility):
    server = Server()

    with pytest.raises(Undeliverable):
        say(server, visibility)
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(100, 400, 33), Undeliverable),
        (refusal(368), Undeliverable),
        (refusal(32), Busy),
        (refusal(190, 401), NeedsReconnecting),
        (refusal(200, 403), NeedsReconnecting),
        (refusal(1, 500), TimeoutError),
        ({}, BrokenPage),
    ],
)
def test_each_refusal_is_told_apart(answer, error):
    server = Server(**{"1_2/comments": answer})

    with pytest.raises(error):
        say(server, parent="1_2")
    assert len(server.asked) == 1


def test_too_long_is_never_sent():
    server = Server()

    with pytest.raises(Undeliverable):
        say(server, parent="1_2", text="x" * (CAPABILITY.max_length + 1))
    assert server.asked == []


def told(*, messaging=(), **change):
    value = {"item": "comment", "verb": "add", "post_id": POST, "comment_id": "1_2"}
    value |= {"message": "لم يصل", "created_time": 1795000000} | change
    changes = [{"field": "feed", "value": value}]
    entry = {"id": PAGE, "time": 1795000009, "changes": changes, "messaging": list(messaging)}
    return call({"object": "page", "entry": [entry]})


MESSAGE = {
    "sender": {"id": "55"},
    "recipient": {"id": PAGE},
    "timestamp": 1795000000000,
    "message": {"mid": "m_1", "text": "hello"},
}


@pytest.mark.parametrize(("wanted", "keys"), [("yes", ["1_2", "m_1"]), ("no", ["1_2"])])
def test_one_call_brings_comments_and_messages(wanted, keys):
    channel = build(Server(), with_messages=wanted)

    batch = channel.receive(told(messaging=[MESSAGE]))

    assert [one.external_id for one in batch.mentions] == keys


def test_seven_days_are_granted_only_where_meta_allows_it():
    def window(**given):
        return build(Server(), **given).receive(told(messaging=[MESSAGE])).mentions[1].data

    assert [window(), window(human_agent="yes")] == [
        {"window_hours": 24},
        {"window_hours": 168},
    ]


def test_an_edit_is_dated_by_the_call():
    [edit] = build(Server()).receive(told(verb="edited")).edits

    assert edit.edited_at == datetime.fromtimestamp(1795000009, UTC)


def test_an_undated_call_is_dated_by_its_arrival():
    entry = {"id": PAGE, "changes": [{"field": "feed", "value": {"item": "comment", "verb": "remove", "comment_id": "1"}}]}  # fmt: skip
    arrived = replace(call({"object": "page", "entry": [entry]}), at=NOW)

    assert build(Server()).receive(arrived).deletions[0].deleted_at == NOW


def test_a_plea_to_be_forgotten_holds_no_words():
    assert build(Server()).receive(plea({"user_id": "1"})).mentions == ()
