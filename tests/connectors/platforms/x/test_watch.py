from datetime import timedelta

import pytest
from connectors.x_server import FIRST, NOW, POST, USERS, Server, hear_all, post

from amends.connectors.platforms.x.api import Api
from amends.connectors.platforms.x.posts import parse_post
from amends.connectors.platforms.x.watch import MOST, look_again, watch
from amends.connectors.protocol import BrokenPage
from amends.connectors.x import parse_cursor


KEY = POST["id"]


def looking(server):
    return Api("t", server.account()._http)


def watched_at(at):
    return {KEY: (KEY, int(at.timestamp()))}


@pytest.mark.parametrize(("minutes", "looks"), [(65, True), (66, False)])
def test_post_is_looked_at_once_its_hour_of_edits_is_over(minutes, looks):
    heard = parse_post(
        POST | {"created_at": (NOW - timedelta(minutes=130)).isoformat()}, {}, "7"
    )
    watched = watch({}, [heard])
    server = Server(POST)

    look_again(looking(server), watched, NOW - timedelta(minutes=minutes), 30)

    assert bool(server.asked) is looks


def test_post_that_is_still_there_is_looked_at_again_within_a_day():
    watched, server = watched_at(NOW), Server(POST)

    assert look_again(looking(server), watched, NOW, 30).deletions == ()
    later = watched[KEY][1] - NOW.timestamp()
    assert 0 < later < 24 * 3600


def test_post_that_is_gone_is_told_of_once():
    watched, server = watched_at(NOW), Server(POST)
    server.gone = {KEY}

    (deletion,) = look_again(looking(server), watched, NOW, 30).deletions

    assert (deletion.external_id, deletion.deleted_at, watched) == (KEY, NOW, {})


def test_post_x_says_nothing_of_is_not_taken_for_gone():
    watched, server = watched_at(NOW), Server(POST)
    server.silent = {KEY}

    assert look_again(looking(server), watched, NOW, 30).deletions == ()
    assert KEY in watched


def test_newer_version_is_asked_for_and_told_once():
    newer = str(FIRST + 8)
    history = {"edit_history_tweet_ids": [KEY, newer]}
    server = Server(POST | history, post(8, "mended", **history))
    watched = watched_at(NOW)

    (edit,) = look_again(looking(server), watched, NOW, 30).edits
    watched[KEY] = (watched[KEY][0], 0)

    assert (edit.external_id, edit.text, watched[KEY][0]) == (KEY, "mended", newer)
    assert look_again(looking(server), watched, NOW, 30).edits == ()


@pytest.mark.parametrize(("days", "is_watched"), [(2, True), (1, False)])
def test_old_posts_are_no_longer_watched(days, is_watched):
    later = NOW + timedelta(days=1, minutes=1)
    watched = watched_at(later + timedelta(days=1))

    look_again(looking(Server()), watched, later, days)

    assert bool(watched) is is_watched


def test_many_posts_are_asked_for_a_hundred_at_a_time():
    posts = [post(n) for n in range(150)]
    watched = {one["id"]: (one["id"], 0) for one in posts}
    server = Server(*posts)

    seen = look_again(looking(server), watched, NOW, 900)

    assert (seen.more, len(server.asked[0].url.params["ids"].split(","))) == (True, 100)


def test_watch_keeps_the_latest_and_none_of_ours():
    ours = parse_post(POST | {"author_id": "7"}, {"users": USERS}, "7")
    others = [parse_post(post(n), {}, "7") for n in range(MOST + 1)]

    assert watch({}, [ours]) == {}
    assert len(watch({}, others)) == MOST
    assert str(FIRST) not in watch({}, others)


def test_answer_that_shows_no_posts_is_a_broken_page():
    server = Server()
    server.posts = {KEY: "no post"}

    with pytest.raises(BrokenPage):
        look_again(looking(server), watched_at(NOW), NOW, 900)


def test_cursor_keeps_what_is_watched():
    cursor = hear_all(Server(POST).account(first_days=0, watch_days=900))[-1]

    assert list(parse_cursor(cursor).watched) == [KEY]
