from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from connectors.hearing import hear_all
from connectors.stages.reddit import FIRST, STAGE, answer

from amends.connectors.kinds import capability_at
from amends.connectors.network.http import Http
from amends.connectors.protocol import Deletion, Door, NeedsReconnecting, Outgoing, Visibility
from amends.connectors.reddit import OVERLAP_S, Reddit, Settings
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError


NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
ACCOUNT = {
    "refresh_token": "r",
    "user": "desk",
    "words": [],
    "subreddits": ["nakheel"],
}
NO_APP = {"client_id": "", "client_secret": "", "refresh_token": ""}
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>t1_9</id>
<title>/u/noura on late parcels</title><author><name>/u/noura</name></author>
<link href="https://www.reddit.com/r/nakheel/comments/abc/late/9/"/>
<updated>2025-11-19T09:00:00+00:00</updated><content type="html">late</content></entry></feed>"""


class Place:
    """Reddit with these comments in one forum; ``asked`` holds each address."""

    def __init__(self, folder, *posts):
        self.folder, self.posts, self.asked, self.now = folder, list(posts), [], NOW
        self.shut, self.left = set(), "598.0"

    def play(self, request):
        self.asked.append(request.url)
        if request.url.path.endswith(".rss"):
            return httpx2.Response(200, text=FEED, headers={"Content-Type": "text/xml"})
        if request.url.path in self.shut:
            return httpx2.Response(403, json={"reason": "private"})
        given = answer(self.folder, request)
        given.headers["x-ratelimit-remaining"] = self.left
        return given

    def account(self, **settings):
        given = STAGE.prepare(self.folder, self.posts) | ACCOUNT | settings
        given = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
        http = Http(transport=lambda *_: httpx2.MockTransport(self.play))
        return Reddit(Settings(**given), http=http, clock=lambda: self.now)

    def hear(self, cursor="", **settings):
        heard, edits, gone, cursor = hear_all(self.account(**settings), cursor)
        return {one.external_id: one for one in heard}, edits, gone, cursor

    def paths(self):
        return [url.path for url in self.asked]


def post(key, text="late", **more):
    return {"id": key, "text": text, "author": "noura"} | more


def test_inbox_searches_and_forums_take_turns(tmp_path):
    place = Place(tmp_path)
    place.hear(words=["my shop"], searched=["saudi"])

    assert place.paths() == [
        "/api/v1/access_token",
        "/message/inbox",
        "/message/mentions",
        "/search",
        "/r/nakheel/new",
        "/r/nakheel/comments",
        "/r/saudi/comments",
    ]
    assert dict(place.asked[3].params) == {
        "raw_json": "1",
        "limit": "100",
        "q": '"my shop"',
        "sort": "new",
        "t": "all",
        "type": "link",
    }


def test_an_application_without_an_account_reads_what_is_public(tmp_path):
    place = Place(tmp_path)
    place.hear(refresh_token="", user="")

    assert place.paths()[1:] == ["/r/nakheel/new", "/r/nakheel/comments"]


def test_a_week_is_made_up_for_and_only_the_last_hour_is_read_again(tmp_path):
    place = Place(tmp_path, *(post(str(n)) for n in range(5)))
    heard, _, _, cursor = place.hear()
    place.posts += [post(str(n)) for n in range(5, 9)]

    later = place.hear(cursor)[0]

    assert set(heard) == {f"t1_{n}" for n in range(5)}
    assert {f"t1_{n}" for n in range(5, 9)} <= later.keys()
    assert "t1_0" not in later


def test_what_came_late_is_found(tmp_path):
    place = Place(tmp_path, post("1"))
    cursor = place.hear()[3]
    place.posts += [post("2", at=FIRST - OVERLAP_S + 1)]

    assert "t1_2" in place.hear(cursor)[0]


def test_of_a_searched_forum_only_what_holds_our_words_is_heard(tmp_path):
    place = Place(tmp_path, post("1", "الشحن متأخر من متجر نخيل"), post("2", "nothing"))

    heard = place.hear(subreddits=[], searched=["saudi"], words=['"متجر نخیل"'])[0]

    assert all(one.data["is_indirect"] for one in heard.values())
    assert [key for key in heard if key.startswith("t1")] == ["t1_1"]


def test_a_forum_of_ours_is_heard_whole_and_names_us(tmp_path):
    heard = Place(tmp_path, post("1", "nothing")).hear()[0]

    assert "is_indirect" not in heard["t1_1"].data


def test_a_forum_that_is_shut_keeps_nobody_from_hearing_the_others(tmp_path):
    place = Place(tmp_path, post("1"))
    place.shut = {"/r/closed/new", "/r/closed/comments"}

    assert set(place.hear(subreddits=["closed", "nakheel"])[0]) == {"t1_1"}


@pytest.mark.parametrize(("first_days", "count"), [(1, 0), (30, 1)])
def test_old_comments_are_left_alone_at_first(tmp_path, first_days, count):
    assert len(Place(tmp_path, post("1")).hear(first_days=first_days)[0]) == count


def test_edits_and_deletions_are_looked_for_every_five_minutes(tmp_path):
    place = Place(tmp_path, post("1"), post("2"), post("3"))
    cursor = place.hear()[3]
    place.posts = [post("1", "mended", edited=FIRST + 5.0, at=FIRST), post("2", "[deleted]")]
    place.now = NOW + timedelta(seconds=299)
    assert place.hear(cursor)[2] == []
    place.now = NOW + timedelta(seconds=300)

    _, edits, gone, cursor = place.hear(cursor)

    assert [(one.external_id, one.text) for one in edits] == [("t1_1", "mended")]
    assert edits[0].edited_at == datetime.fromtimestamp(FIRST + 5, UTC)
    assert {one.external_id for one in gone} == {"t1_2", "t1_3"}
    assert gone[0] == Deletion(gone[0].external_id, place.now)
    place.now = NOW + timedelta(seconds=600)
    assert place.hear(cursor)[1:3] == ([], [])


@pytest.mark.parametrize(("left", "more"), [("5.0", False), ("6.0", True)])
def test_some_calls_are_left_to_answers(tmp_path, left, more):
    place = Place(tmp_path)
    place.left = left

    assert place.account().hear("").more is more


def test_until_an_application_is_approved_one_feed_a_round_is_read(tmp_path):
    place = Place(tmp_path)
    settings = NO_APP | {"words": ["my shop"]}
    cursors, heard = [""], []
    for _ in range(4):
        batch = place.account(**settings).hear(cursors[-1])
        assert batch.more is False
        cursors.append(batch.cursor)
        heard.append([one.external_id for one in batch.mentions])

    assert place.paths() == [
        "/search.rss",
        "/r/nakheel/new/.rss",
        "/r/nakheel/comments/.rss",
        "/search.rss",
    ]
    assert heard == [["t1_9"], ["t1_9"], ["t1_9"], []]


def test_an_application_may_be_approved_later(tmp_path):
    place = Place(tmp_path, post("9"))
    cursor = place.account(**NO_APP).hear("").cursor

    assert set(place.hear(cursor)[0]) == {"t1_9"}


@pytest.mark.parametrize("settings", [NO_APP, {"refresh_token": ""}])
def test_without_an_account_nothing_is_said(tmp_path, settings):
    account = Place(tmp_path).account(**settings)

    with pytest.raises(NeedsReconnecting):
        account.say(Outgoing("noura", "hi", Visibility.PUBLIC, "k", parent="t1_1"))


@pytest.mark.parametrize(
    ("given", "grant"),
    [
        ({"refresh_token": "r"}, {"grant_type": "refresh_token", "refresh_token": "r"}),
        (
            {"user": "u", "password": "p"},
            {"grant_type": "password", "username": "u", "password": "p"},
        ),
        ({}, {"grant_type": "client_credentials"}),
    ],
)
def test_what_is_traded_for_a_token(given, grant):
    settings = Settings(client_id="app", client_secret="s", words=("a",), **given)

    assert settings.grant == grant


@pytest.mark.parametrize("given", [{}, {"client_id": "app", "words": ("a",)}])
def test_settings_that_cannot_be_are_refused(given):
    with pytest.raises(SettingsError):
        Settings(**given)


@pytest.mark.parametrize(
    ("data", "public"),
    [({}, Door.API), ({"locked": True}, Door.NONE), ({"archived": True}, Door.NONE)],
)
def test_in_a_shut_thread_nobody_answers_in_public(data, public):
    can = capability_at(CONNECTORS["reddit"], dict, data)

    assert (can.public, can.private) == (public, Door.API)
