from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from connectors.hearing import hear_all
from connectors.stages.stack_exchange import APART_S, FIRST, STAGE, answer

from amends.connectors.network.http import Http
from amends.connectors.protocol import Busy, Deletion
from amends.connectors.source_settings import SettingsError
from amends.connectors.stack_exchange import OVERLAP_S, POLL_S, Settings, StackExchange


NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)


class Site:
    """A site with these questions; ``told`` stands in each answer, ``asked`` holds each question."""

    def __init__(self, folder, *posts):
        self.folder, self.posts, self.told, self.asked, self.now = (
            folder,
            list(posts),
            {},
            [],
            NOW,
        )

    def play(self, request):
        self.asked.append(request.url)
        page = answer(self.folder, request)
        return httpx2.Response(page.status_code, json=page.json() | self.told)

    def account(self, **settings):
        STAGE.prepare(self.folder, self.posts)
        http = Http(transport=lambda *_: httpx2.MockTransport(self.play))
        given = {"words": ("nakheel",), "first_days": 0} | settings
        return StackExchange(Settings(**given), http=http, clock=lambda: self.now)

    def hear(self, cursor="", **settings):
        heard, edits, gone, cursor = hear_all(self.account(**settings), cursor)
        return {one.external_id: one for one in heard}, edits, gone, cursor


def post(key, text="nakheel", **more):
    return {"id": key, "text": text, "author": "noura"} | more


def test_a_new_comment_below_an_old_question_is_found(tmp_path):
    site = Site(tmp_path, post("1"), post("2"), post("3"))
    cursor = site.hear()[3]
    comment = {"comment_id": 7, "body_markdown": "Nakheel again", "creation_date": FIRST + 9}
    site.posts[0] = post("1", at=FIRST, active=FIRST + 9 * APART_S, comments=[comment])

    heard = site.hear(cursor)[0]

    assert heard["comment-7@stackoverflow"].parents == ("post-1@stackoverflow",)


def test_what_came_late_into_the_index_is_found(tmp_path):
    site = Site(tmp_path, post("1"))
    cursor = site.hear()[3]
    site.posts += [post("2", at=FIRST - OVERLAP_S), post("3", at=FIRST - OVERLAP_S - 1)]

    assert set(site.hear(cursor)[0]) == {"post-1@stackoverflow", "post-2@stackoverflow"}


@pytest.mark.parametrize(("first_days", "count"), [(1, 0), (30, 1)])
def test_old_posts_are_left_alone_at_first(tmp_path, first_days, count):
    busy = post("1", active=int(NOW.timestamp()))

    assert len(Site(tmp_path, busy).hear(first_days=first_days)[0]) == count


def test_below_a_tag_everything_is_heard(tmp_path):
    answers = [{"answer_id": 5, "body_markdown": "no name in it", "creation_date": FIRST}]
    site = Site(tmp_path, post("1", answers=answers))

    assert set(site.hear()[0]) == {"post-1@stackoverflow"}
    assert set(site.hear(words=(), tags=("nakheel",))[0]) == {
        "post-1@stackoverflow",
        "post-5@stackoverflow",
    }
    assert site.asked[-2].path == "/2.3/questions"
    assert site.asked[-2].params["tagged"] == "nakheel"


def test_a_filter_that_lets_words_through_is_made_once(tmp_path):
    site = Site(tmp_path, post("1"))
    cursor = site.hear()[3]
    made = [url for url in site.asked if url.path.endswith("/filters/create")]
    site.hear(cursor)

    assert len(made) == 1
    assert ".backoff" in made[0].params["include"]
    assert site.asked[-1].params["filter"] == "!words"


def test_a_key_goes_with_every_call(tmp_path):
    site = Site(tmp_path, post("1"))
    site.hear(key="k")

    assert {url.params["key"] for url in site.asked} == {"k"}
    assert {url.params["site"] for url in site.asked} == {"stackoverflow"}


def test_while_it_wants_to_be_left_alone_nothing_is_asked(tmp_path):
    site = Site(tmp_path, *(post(str(n)) for n in range(5)))
    site.told = {"backoff": 10}
    first = site.account().hear("")
    count = len(site.asked)

    again = site.account().hear(first.cursor)
    site.now, site.told = NOW + timedelta(seconds=11), {}

    assert (first.more, again.mentions, again.cursor) == (False, (), first.cursor)
    assert len(site.asked) == count
    assert {
        "post-0@stackoverflow",
        "post-1@stackoverflow",
        "post-2@stackoverflow",
    } <= site.hear(first.cursor)[0].keys()


@pytest.mark.parametrize("seconds", [0.2, POLL_S])
def test_a_short_wait_is_no_trouble(tmp_path, seconds):
    site = Site(tmp_path, post("1"))
    site.told = {"backoff": seconds}
    first = site.account().hear("")

    assert site.account().hear(first.cursor).cursor == first.cursor


def test_when_the_day_is_used_up_a_person_is_told(tmp_path):
    site = Site(tmp_path, post("1"))
    site.told = {"quota_remaining": 0}
    first = site.account().hear("")

    with pytest.raises(Busy) as busy:
        site.account().hear(first.cursor)

    assert busy.value.retry_after_s == (14 * 60 + 30) * 60


def test_changed_words_are_an_edit(tmp_path):
    site = Site(tmp_path, post("1"))
    cursor = site.hear()[3]
    site.posts[0] = post("1", "nakheel, mended")

    _, edits, _, cursor = site.hear(cursor)

    assert [(one.external_id, one.text) for one in edits] == [
        ("post-1@stackoverflow", "nakheel, mended")
    ]
    assert site.hear(cursor)[1] == []


def test_what_was_taken_away_is_looked_for_once_an_hour(tmp_path):
    comment = {"comment_id": 7, "body_markdown": "nakheel", "creation_date": FIRST}
    site = Site(tmp_path, post("1", comments=[comment]), post("2"))
    cursor = site.hear()[3]
    site.posts = [post("2")]
    site.now = NOW + timedelta(minutes=59)
    assert site.hear(cursor)[2] == []
    site.now = NOW + timedelta(minutes=60)

    gone, cursor = site.hear(cursor)[2:]

    assert gone == [
        Deletion("post-1@stackoverflow", site.now),
        Deletion("comment-7@stackoverflow", site.now),
    ]
    site.now = NOW + timedelta(minutes=120)
    assert site.hear(cursor)[2] == []


def test_something_must_be_looked_for():
    with pytest.raises(SettingsError):
        Settings()
