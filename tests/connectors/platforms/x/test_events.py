import json
import os
from pathlib import Path

import pytest
from connectors.x_server import NOW, POST

from amends.connectors.platforms.x.events import parse_event
from amends.connectors.protocol import BrokenPage, Visibility


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/x-activity-docs"
real = pytest.mark.skipif(not REAL.exists(), reason="X's own examples of calls are not here")


def told(kind, payload, **more):
    event = {"event_type": kind, "filter": {"user_id": "7"}, "payload": payload} | more
    return parse_event(json.dumps({"data": event}).encode(), NOW)


@pytest.mark.parametrize(
    "kind", ["post.mention.create", "post.reply.create", "post.quote.create", "post.create"]
)
def test_post_is_heard_whichever_event_tells_of_it(kind):
    (heard,) = told(kind, POST).mentions

    assert (heard.external_id, heard.data["is_summons"]) == (POST["id"], True)


def test_quote_of_our_post_is_a_summons():
    plain = POST | {"entities": {}}

    (quote,) = told("post.quote.create", plain).mentions
    (answer,) = told("post.reply.create", plain).mentions
    (ours,) = told("post.quote.create", plain | {"author_id": "7"}).mentions

    assert [one.data.get("is_summons") for one in (quote, answer, ours)] == [True, None, None]


def test_deletion_is_told_with_the_time_of_the_call():
    (deletion,) = told("post.delete", {"id": "5", "author_id": "41"}).deletions

    assert (deletion.external_id, deletion.deleted_at) == ("5", NOW)


def test_edit_is_told_with_the_post():
    batch = told(
        "post.mention.create", POST | {"id": "9", "edit_history_tweet_ids": ["5", "9"]}
    )

    assert [one.external_id for one in (*batch.mentions, *batch.edits)] == ["5", "5"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b'{"data": {}}', b'{"data": {"event_type": "post.create", "payload": 1}}'],
)
def test_what_is_no_event_is_a_broken_page(raw):
    with pytest.raises(BrokenPage):
        parse_event(raw, NOW)


@real
@pytest.mark.parametrize(
    ("name", "visibility"),
    [
        ("post.mention.create", Visibility.PUBLIC),
        ("post.reply.create", Visibility.PUBLIC),
        ("dm.received", Visibility.PRIVATE),
    ],
)
def test_real_calls_are_read(name, visibility):
    (heard,) = parse_event((REAL / f"{name}.json").read_bytes(), NOW).mentions

    assert (heard.visibility, heard.is_ours) == (visibility, False)
    assert heard.author_id == "2222222222222222222"
    assert heard.text
    assert heard.said_at.year == 2026


@real
def test_real_deletion_is_read():
    (deletion,) = parse_event((REAL / "post.delete.json").read_bytes(), NOW).deletions

    assert deletion.external_id == "2080761269309813134"


@real
@pytest.mark.parametrize("name", ["news.new", "spaces.start", "profile.update.bio"])
def test_real_calls_of_other_things_say_nothing(name):
    assert parse_event((REAL / f"{name}.json").read_bytes(), NOW).mentions == ()
