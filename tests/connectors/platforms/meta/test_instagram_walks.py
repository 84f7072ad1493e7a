from datetime import UTC, datetime, timedelta

import pytest
from connectors.graph_server import Server, refusal

from amends.connectors.platforms.meta.instagram_walks import Walks
from amends.connectors.platforms.meta.rounds import Place, floor_of, walk_on


ACCOUNT, MEDIUM = "17841405822304914", "17893085207160254"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINK = "https://www.instagram.com/p/CP5Rq0bjBzn/"
MEDIA, TAGS = f"{ACCOUNT}/media", f"{ACCOUNT}/tags"


def at(minutes_ago):
    return (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%S+0000")


def medium(count, key=MEDIUM, minutes_ago=6000):
    told = {"id": key, "permalink": LINK, "timestamp": at(minutes_ago), "caption": "New"}
    return told | {"comments_count": count}


def comment(key, minutes_ago, *replies, following=""):
    held = {"data": list(replies)}
    if following:
        held["paging"] = {"next": f"https://g/x?after={following}"}
    told = {"id": key, "text": f"text {key}", "timestamp": at(minutes_ago), "username": "noura"}
    return told | ({"replies": held} if replies or following else {})


def page(*items, following=""):
    told = {"data": list(items)}
    if following:
        told["paging"] = {"next": f"https://g/x?access_token=t&after={following}"}
    return told


def go_round(server, place=None, hashtags=(), *, with_tags=False):
    place = place or Place()
    us = frozenset({ACCOUNT, "nakheel"})
    walks = Walks(server.graph(), place, ACCOUNT, us, NOW)
    walks.begin(floor_of(NOW, 30), hashtags, with_tags=with_tags)
    heard = []
    while place.todo:
        heard += walk_on(place, walks.read)
    return heard, place


def ids(heard):
    return sorted(one.external_id for one in heard)


def test_comments_and_replies_are_heard_with_their_posts_link():
    comments = page(comment("1", 9, comment("2", 8)))
    server = Server(**{MEDIA: page(medium(2)), f"{MEDIUM}/comments": comments})

    heard, _ = go_round(server)

    assert ids(heard) == ["1", "2"]
    assert {one.url for one in heard} == {LINK}


def test_our_own_posts_are_not_heard():
    assert go_round(Server(**{MEDIA: page(medium(0))}))[0] == []


def test_a_post_whose_comments_did_not_grow_is_left_alone():
    server = Server(**{MEDIA: page(medium(1)), f"{MEDIUM}/comments": page(comment("1", 9))})
    _, place = go_round(server)
    before = len(server.asked)

    heard, _ = go_round(server, place)

    assert heard == []
    assert server.paths[before:] == [MEDIA]


def test_a_new_reply_under_an_old_comment_is_found_on_a_later_page():
    first = page(*(comment(str(n), 5000 + n) for n in range(2)), following="a")
    server = Server(
        **{
            MEDIA: page(medium(3)),
            f"{MEDIUM}/comments": [first, page(comment("old", 5500))],
        }
    )
    _, place = go_round(server)
    server.pages[MEDIA] = page(medium(4))
    server.pages[f"{MEDIUM}/comments"] = [first, page(comment("old", 5500, comment("new", 1)))]

    heard, _ = go_round(server, place)

    assert ids(heard) == ["new"]


def test_the_walk_ends_where_as_many_were_found_as_came():
    old = page(comment("old", 5500), following="a")
    server = Server(
        **{MEDIA: page(medium(1)), f"{MEDIUM}/comments": page(comment("old", 5500))}
    )
    _, place = go_round(server)
    fresh = page(comment("new", 1), *old["data"], following="a")
    server.pages[MEDIA] = page(medium(2))
    server.pages[f"{MEDIUM}/comments"] = [fresh, page(comment("older", 5900), following="b")]
    before = len(server.asked)

    heard, place = go_round(server, place)

    assert ids(heard) == ["new"]
    assert place.notes["posts"][MEDIUM] == {"count": 2, "missing": 0, "link": LINK}
    # One page more: what is newest there is newer than what was known.
    assert server.paths[before:] == [MEDIA, f"{MEDIUM}/comments", f"{MEDIUM}/comments"]


def test_replies_that_did_not_fit_are_walked():
    server = Server(
        **{
            MEDIA: page(medium(3)),
            f"{MEDIUM}/comments": page(comment("1", 9, comment("2", 8), following="r")),
            "1/replies": [page(comment("3", 7), following="s"), page(comment("4", 6))],
        }
    )

    heard, _ = go_round(server)

    assert ids(heard) == ["1", "2", "3", "4"]
    assert [one.parents for one in heard if one.external_id == "4"] == [("1", MEDIUM)]


def test_old_posts_end_the_walk():
    old = page(medium(9, minutes_ago=60 * 24 * 31), following="a")
    server = Server(**{MEDIA: old, f"{MEDIUM}/comments": page()})

    go_round(server)

    assert server.paths == [MEDIA, f"{MEDIUM}/comments"]


def test_posts_that_tag_us_are_heard_as_such():
    tagged = {"id": "7", "timestamp": at(5), "username": "noura", "caption": "@nakheel broken"}
    server = Server(**{TAGS: page(tagged)})

    [heard], _ = go_round(server, with_tags=True)

    assert (heard.external_id, heard.data) == ("7", {"forms": ["tag"]})


@pytest.mark.parametrize("tag", ["نخیل", "#نخیل"])
def test_a_hashtag_is_looked_up_once_and_names_nobody(tag):
    found = {"id": "7", "timestamp": at(5), "caption": "سيئ #نخیل", "permalink": LINK}
    server = Server(ig_hashtag_search=page({"id": "178"}), **{"178/recent_media": page(found)})

    [heard], place = go_round(server, hashtags=(tag,))
    go_round(server, place, hashtags=(tag,))

    assert (heard.author_id, heard.data["is_indirect"], heard.is_ours) == ("", True, False)
    assert server.paths.count("ig_hashtag_search") == 1
    assert [r.url.params["q"] for r in server.asked if "q" in r.url.params] == ["نخیل"]


def test_a_hashtag_nobody_used_is_asked_for_again():
    server = Server(ig_hashtag_search=refusal(24))

    assert go_round(server, hashtags=("nakheel",))[0] == []
    assert go_round(server, hashtags=("nakheel",))[1].notes["hashtags"] == {}
    assert server.paths.count("ig_hashtag_search") == 2
