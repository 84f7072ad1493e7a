from datetime import UTC, datetime, timedelta

import pytest
from connectors.graph_server import Server, refusal
from connectors.meta_calls import APP, NOW, call, plea

from amends.connectors.afterwards import FarWords
from amends.connectors.instagram import CAPABILITY, narrow
from amends.connectors.network.answers import Gone
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    Challenge,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError


ACCOUNT, PAGE, MEDIUM = "17841405822304914", "2121008874780932", "17893085207160254"
COMMON = APP | {"account": ACCOUNT, "username": "@Nakheel.shop"}
FACEBOOK = COMMON | {"page": PAGE}
INSTAGRAM = COMMON | {"login": "instagram"}
VALUE = {"id": "77", "from": {"id": "55", "username": "noura"}, "text": "لم يصل"}
COMMENT = {"field": "comments", "value": VALUE | {"media": {"id": MEDIUM}}}
MESSAGE = {
    "sender": {"id": "55"},
    "recipient": {"id": ACCOUNT},
    "timestamp": 1795000000000,
    "message": {"mid": "m_1", "text": "hello"},
}


def build(server=None, now=NOW, **given):
    settings = FACEBOOK | given
    return (server or Server()).build("instagram", settings, lambda: now)


@pytest.mark.parametrize("entry", [{"changes": [COMMENT]}, COMMENT])
@pytest.mark.parametrize("at", [1795000000, 1795000000000])
def test_both_shapes_of_a_call_are_read(entry, at):
    told = call({"object": "instagram", "entry": [{"id": ACCOUNT, "time": at} | entry]})

    assert build().check(told) is None
    [heard] = build().receive(told).mentions
    assert (heard.external_id, heard.thread, heard.author_id) == ("77", MEDIUM, "55")
    assert heard.said_at == datetime.fromtimestamp(1795000000, UTC)


def test_an_undated_call_is_dated_by_its_arrival():
    told = call({"object": "instagram", "entry": [{"id": ACCOUNT, "changes": [COMMENT]}]})

    assert build().receive(told).mentions[0].said_at == NOW


def test_messages_and_what_was_taken_back_come_in_the_same_call():
    unsent = MESSAGE | {"message": {"mid": "m_0", "is_deleted": True}}
    entry = {"id": ACCOUNT, "messaging": [MESSAGE, unsent], "changes": [COMMENT]}

    batch = build().receive(call({"object": "instagram", "entry": [entry]}))

    assert [(one.external_id, one.visibility) for one in batch.mentions] == [
        ("77", "public"),
        ("m_1", "private"),
    ]
    assert [one.external_id for one in batch.deletions] == ["m_0"]
    assert batch.mentions[1].data == {"window_hours": 24}


def mention(**login):
    change = {"field": "mentions", "value": {"media_id": "5", "comment_id": "6"}}
    told = call({"object": "instagram", "entry": [{"id": ACCOUNT, "changes": [change]}]})
    return build(**login).receive(told).mentions[0]


def test_the_words_of_a_mention_are_asked_for_where_meta_tells_them():
    words = {"text": "لم يصل", "username": "noura", "timestamp": "2026-11-22T18:10:30+0000"}
    server = Server(**{ACCOUNT: {"mentioned_comment": words, "id": ACCOUNT}})

    [far] = mention().afterwards
    heard = build(server).fetch_words(far)

    assert (far, heard.text, heard.author_handle) == (FarWords("5:6"), "لم يصل", "@noura")
    asked = server.asked[0].url.params["fields"]
    assert asked == "mentioned_comment.comment_id(6){text,timestamp,username,media}"
    assert mention(**INSTAGRAM).afterwards == ()


@pytest.mark.parametrize("told", [{"id": ACCOUNT}, refusal(100, subcode=33)])
def test_a_mention_that_is_gone_has_no_words(told):
    with pytest.raises(Gone):
        build(Server(**{ACCOUNT: told})).fetch_words(FarWords("5:6"))


def test_the_plea_to_be_forgotten_is_promised():
    assert isinstance(build().check(plea({"user_id": "1"})), Challenge)


def test_a_round_ends_with_edits_and_deletions():
    medium = {"id": MEDIUM, "timestamp": "2026-11-20T09:00:00+0000", "comments_count": 2}
    at = {"timestamp": "2026-11-21T09:00:00+0000", "username": "noura"}
    comments = [{"id": "1", "text": "a"} | at, {"id": "2", "text": "b"} | at]
    server = Server(**{
        f"{ACCOUNT}/media": {"data": [medium]},
        f"{MEDIUM}/comments": {"data": comments},
        "1": {"id": "1", "text": "a, mended"},
        "2": refusal(100, 400, 33),
    })  # fmt: skip

    batch = build(server).hear("")

    assert ([one.external_id for one in batch.mentions], batch.more) == (["1", "2"], False)
    assert [(one.external_id, one.text) for one in batch.edits] == [("1", "a, mended")]
    assert [one.external_id for one in batch.deletions] == ["2"]


def test_only_facebook_login_asks_for_tags_and_proves_the_secret():
    by_facebook, by_instagram = Server(), Server()

    build(by_facebook).hear("")
    by_instagram.build("instagram", INSTAGRAM, lambda: NOW).hear("")

    assert by_facebook.paths == [f"{ACCOUNT}/media", f"{ACCOUNT}/tags"]
    assert by_instagram.paths == [f"{ACCOUNT}/media"]
    assert by_facebook.asked[0].url.host == "graph.facebook.com"
    assert by_instagram.asked[0].url.host == "graph.instagram.com"
    assert "appsecret_proof" not in by_instagram.asked[0].url.params


@pytest.mark.parametrize(("days", "secrets"), [(1, {}), (3, {"token": "new"})])
def test_a_renewed_token_is_handed_over_with_the_page(days, secrets):
    server = Server(**{"/refresh_access_token": {"access_token": "new"}})
    first = server.build("instagram", INSTAGRAM, lambda: NOW).hear("")

    later = server.build("instagram", INSTAGRAM, lambda: NOW + timedelta(days=days))

    assert later.hear(first.cursor).secrets == secrets


def test_facebooks_token_does_not_end():
    server = Server()
    first = build(server).hear("")

    assert build(server, NOW + timedelta(days=90)).hear(first.cursor).secrets == {}


def say(server, visibility=Visibility.PUBLIC, **change):
    settings = change.pop("settings", FACEBOOK)
    given = {"to": "55", "text": "We are sorry", "visibility": visibility, "key": "k"}
    return (
        CONNECTORS["instagram"]
        .build(settings, http=server.http)
        .say(Outgoing(**given | change))
    )


def test_a_comment_is_replied_to():
    server = Server(**{"77/replies": {"id": "78"}})

    assert say(server, parent="77", thread=MEDIUM).external_id == "78"
    assert server.sent == [{"message": "We are sorry"}]
    assert len(server.asked) == 1


@pytest.mark.parametrize(("parent", "more"), [("77", {"comment_id": "77"}), (MEDIUM, {})])
def test_a_mention_is_answered_where_it_stands(parent, more):
    server = Server(**{f"{ACCOUNT}/mentions": {"id": "78"}})

    say(server, parent=parent, thread=f"mention:{MEDIUM}")

    assert server.sent == [{"media_id": MEDIUM, "message": "We are sorry"} | more]


@pytest.mark.parametrize(("settings", "owner"), [(FACEBOOK, PAGE), (INSTAGRAM, ACCOUNT)])
def test_a_comment_opens_the_private_door(settings, owner):
    server = Server(**{f"{owner}/messages": {"message_id": "m_9"}})

    say(server, Visibility.PRIVATE, references=(MEDIUM, "77"), settings=settings)

    assert server.sent == [
        {"recipient": {"comment_id": "77"}, "message": {"text": "We are sorry"}}
    ]


@pytest.mark.parametrize(("allowed", "kind"), [("no", "RESPONSE"), ("yes", "MESSAGE_TAG")])
def test_a_message_is_answered_as_one(allowed, kind):
    server = Server(**{f"{PAGE}/messages": {"message_id": "m_9"}})
    settings = FACEBOOK | {"human_agent": allowed}

    say(server, Visibility.PRIVATE, parent="m_1", settings=settings)

    assert server.sent[0]["recipient"] == {"id": "55"}
    assert server.sent[0]["messaging_type"] == kind


@pytest.mark.parametrize("visibility", list(Visibility))
def test_what_answers_nothing_is_not_sent(visibility):
    server = Server()

    with pytest.raises(Undeliverable):
        say(server, visibility)
    assert server.asked == []


@pytest.mark.parametrize(("letters", "fits"), [(500, True), (501, False)])
def test_length_is_counted_in_bytes(letters, fits):
    server = Server(**{"77/replies": {"id": "78"}})

    if fits:
        assert say(server, parent="77", text="م" * letters)
    else:
        with pytest.raises(Undeliverable):
            say(server, parent="77", text="م" * letters)
    assert len(server.asked) == fits


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(24), Undeliverable),
        (refusal(100), Undeliverable),
        (refusal(4), Busy),
        (refusal(190), NeedsReconnecting),
        (refusal(2, 500), TimeoutError),
        ({}, BrokenPage),
    ],
)
def test_each_refusal_is_told_apart(answer, error):
    with pytest.raises(error):
        say(Server(**{"77/replies": answer}), parent="77")


@pytest.mark.parametrize(
    ("data", "doors"),
    [
        ({}, ("api", "api", 24)),
        ({"window_hours": 168}, ("api", "api", 168)),
        ({"forms": ["mention"]}, ("api", "none", 24)),
        ({"forms": ["tag"]}, ("deep_link", "none", 24)),
        ({"is_indirect": True}, ("deep_link", "none", 24)),
    ],
)
def test_posts_of_others_are_answered_on_their_page(data, doors):
    can = narrow(CAPABILITY, data)

    assert (can.public, can.private, can.private_window_hours) == doors


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (COMMON, "page"),
        (FACEBOOK | {"account": "nakheel"}, "account"),
        (INSTAGRAM | {"hashtags": "نخیل"}, "hashtags"),
        (FACEBOOK | {"hashtags": "\n".join(map(str, range(31)))}, "hashtags"),
        (FACEBOOK | {"login": "google"}, "login"),
    ],
)
def test_settings_that_cannot_work_are_named(given, wrong):
    with pytest.raises(SettingsError) as refused:
        CONNECTORS["instagram"].build(given)

    assert wrong in refused.value.problem_by_setting


def test_thirty_hashtags_are_allowed():
    given = FACEBOOK | {"hashtags": "\n".join(map(str, range(30)))}

    assert CONNECTORS["instagram"].build(given)
