import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.platforms.stack_exchange.posts import View, active_at, parse_question
from amends.connectors.protocol import BrokenPage


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/stackexchange-perceval"
NOURA = {
    "user_id": 9007199254740993,
    "display_name": "Noura &lt;x&gt;",
    "link": "https://s.example/u/9",
}
QUESTION = {
    "question_id": 1,
    "title": "Nakheel &amp; late parcels",
    "body_markdown": "It&#39;s late",
    "owner": NOURA,
    "creation_date": 1763000000,
    "last_activity_date": 1763000500,
    "share_link": "https://s.example/q/1",
    "view_count": 90,
    "tags": ["nakheel"],
    "comments": [{"comment_id": 2, "body_markdown": "me too", "creation_date": 1763000001}],
    "answers": [
        {
            "answer_id": 3,
            "body_markdown": "Ask نخیل",
            "creation_date": 1763000002,
            "owner": {"user_type": "does_not_exist", "display_name": "gone"},
            "comments": [
                {"comment_id": 4, "body_markdown": "so I did", "creation_date": 1763000003}
            ],
        }
    ],
}


def heard(*words, own_id="", **changes):
    view = View("stackoverflow", words, own_id)
    return {one.external_id: one for one in parse_question(QUESTION | changes, view)}


def test_a_question_is_read():
    one = heard()["post-1@stackoverflow"]

    assert (one.text, one.subject) == ("It's late", "Nakheel & late parcels")
    assert (one.author_id, one.author_name) == ("9007199254740993", "Noura <x>")
    assert one.said_at == datetime.fromtimestamp(1763000000, UTC)
    assert (one.url, one.thread, one.parents) == (
        "https://s.example/q/1",
        "post-1@stackoverflow",
        (),
    )
    assert one.data == {
        "is_indirect": True,
        "site": "stackoverflow",
        "reach": 90,
        "tags": ["nakheel"],
        "author_url": "https://s.example/u/9",
    }


def test_a_question_without_words_has_its_title():
    assert heard(body_markdown="")["post-1@stackoverflow"].text == "Nakheel & late parcels"


def test_what_stands_below_knows_its_parents_and_its_page():
    found = heard()

    assert {key: one.parents for key, one in found.items()} == {
        "post-1@stackoverflow": (),
        "comment-2@stackoverflow": ("post-1@stackoverflow",),
        "post-3@stackoverflow": ("post-1@stackoverflow",),
        "comment-4@stackoverflow": ("post-3@stackoverflow", "post-1@stackoverflow"),
    }
    assert {(one.thread, one.url) for one in found.values()} == {
        ("post-1@stackoverflow", "https://s.example/q/1")
    }


@pytest.mark.parametrize(
    ("words", "own_id", "keys"),
    [
        (("نخيل",), "", ["post-1@stackoverflow", "post-3@stackoverflow"]),
        (('"me  too"', "ME TOO"), "", ["post-1@stackoverflow", "comment-2@stackoverflow"]),
        (("nothing",), "", ["post-1@stackoverflow"]),
        (
            ("nothing",),
            "9007199254740993",
            ["post-1@stackoverflow", "comment-2@stackoverflow", "post-3@stackoverflow"],
        ),
    ],
)
def test_what_holds_our_words_or_answers_us_is_wanted(words, own_id, keys):
    assert list(heard(*words, own_id=own_id)) == keys


def test_our_own_words_come_back_as_ours():
    found = heard(own_id="9007199254740993")

    assert [key for key, one in found.items() if one.is_ours] == ["post-1@stackoverflow"]


def test_who_is_gone_has_a_name_and_no_number():
    gone = heard()["post-3@stackoverflow"]

    assert (gone.author_id, gone.author_name, gone.is_ours) == ("", "gone", False)


@pytest.mark.parametrize(
    "changes", [{"question_id": None, "creation_date": "x"}, {"comments": [1]}]
)
def test_what_is_no_question_is_a_broken_page(changes):
    with pytest.raises(BrokenPage):
        heard(**changes)


@pytest.mark.parametrize("question", [{}, {"last_activity_date": None}])
def test_a_question_without_its_day_is_a_broken_page(question):
    with pytest.raises(BrokenPage):
        active_at(question)


@pytest.mark.skipif(
    not REAL.exists(), reason="the recorded answers of Stack Exchange are not here"
)
def test_real_answers_are_read():
    page = json.loads((REAL / "stackexchange_question_backoff_page").read_text("utf-8"))
    found = [one for item in page["items"] for one in parse_question(item, View("a"))]

    assert found
    assert all(one.author_id and one.author_name for one in found)
    assert all(active_at(item) for item in page["items"])
