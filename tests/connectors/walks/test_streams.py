from datetime import UTC, datetime

import pytest

from amends.connectors.protocol import Edit, Heard, Visibility
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.streams import (
    Page,
    Place,
    Walk,
    bound_of,
    digest,
    longest_unasked,
    oldest_first,
    onward,
    parse_cursor,
    step,
    watch,
    words_of,
)


NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DAY = 24 * 3600


def heard(key, second=0, **fields):
    at = datetime.fromtimestamp(second, UTC)
    return Heard(key, "words", at, Visibility.PUBLIC, **fields)


def test_a_first_cursor_bounds_the_past():
    assert parse_cursor("", NOW, 30).since == int(NOW.timestamp()) - 30 * DAY
    assert parse_cursor("", NOW, 0).since == 0


def test_a_place_is_kept_as_a_cursor():
    place = Place(5, 1, {"نخيل": Walk(3, 9, "7:0")}, {"a": "x"}, {"filter": "!x"})

    assert parse_cursor(format_cursor(place), NOW, 30) == place


def test_streams_take_turns_and_each_is_walked_to_its_end():
    pages = [Page((), 90, "80:0"), Page((), 70), Page(())]
    seen = []
    place = Place(since=10)

    def read(name, walk):
        seen.append((name, walk.known, walk.onward))
        return pages[len(seen) - 1]

    more = [step(place, ("a", "b"), read)[1] for _ in range(3)]

    assert seen == [("a", 10, ""), ("a", 10, "80:0"), ("b", 10, "")]
    assert more == [True, True, False]
    assert place.walks == {"a": Walk(90), "b": Walk(10)}


def test_what_is_known_moves_only_at_the_end_of_a_walk():
    place = Place(since=10)
    step(place, ("a",), lambda *_: Page((), 90, "80:0"))

    assert place.walks["a"] == Walk(10, 90, "80:0")


def test_a_stream_that_is_gone_is_forgotten_and_a_new_one_begins_at_the_beginning():
    place = Place(since=10, walks={"a": Walk(90)}, turn=3)

    step(place, ("b",), lambda *_: Page((), 50))

    assert place.walks == {"b": Walk(50)}


@pytest.mark.parametrize(
    ("before", "oldest", "has_more", "after"),
    [
        ("", 80.0, True, "80:0"),
        ("80:0", 70.0, True, "70:0"),
        ("80:0", 80.0, True, "80:1"),
        ("80:1", 80.0, True, "80:2"),
        ("80:0", 70.0, False, ""),
        ("80:0", None, True, ""),
    ],
)
def test_a_walk_goes_on_by_time(before, oldest, has_more, after):
    assert onward(Walk(onward=before), oldest, has_more=has_more) == after


def test_the_newest_end_has_no_bound():
    assert bound_of(Walk()) == (None, 0)
    assert bound_of(Walk(onward="80:2")) == (80, 2)


def test_changed_words_are_told_once_and_spaces_do_not_count():
    place = Place()

    assert watch(place, [Edit("a", "one", NOW)], 9) == []
    assert watch(place, [Edit("a", " one\n", NOW)], 9) == []
    assert watch(place, [Edit("a", "two", NOW)], 9) == [Edit("a", "two", NOW)]
    assert watch(place, [Edit("a", "two", NOW)], 9) == []


def test_only_the_latest_are_watched():
    place = Place()
    watch(place, [Edit(key, key, NOW) for key in "abc"], 2)

    assert list(place.watched) == ["b", "c"]


def test_what_is_older_takes_no_newer_ones_place():
    place = Place()
    watch(place, [Edit("b", "b", NOW)], 2)
    watch(place, [Edit("a", "a", NOW)], 2, is_older=True)
    watch(place, [Edit("0", "0", NOW)], 2, is_older=True)

    assert list(place.watched) == ["b", "a"]
    assert watch(place, [Edit("b", "c", NOW)], 2, is_older=True) == [Edit("b", "c", NOW)]


def test_a_page_says_whether_it_is_older_and_begins_with_the_oldest():
    pages = [Page((heard("b", 2), heard("a", 1)), 2, "1:0"), Page(())]
    place = Place()

    first, second = (step(place, ("s",), lambda *_: pages.pop(0))[0] for _ in range(2))

    assert [one.external_id for one in first.mentions] == ["a", "b"]
    assert (first.is_older, second.is_older) == (False, True)


def test_the_watched_take_turns():
    place = Place(watched=dict.fromkeys("abc", ""))

    assert longest_unasked(place, 2) == ["a", "b"]
    assert longest_unasked(place, 2) == ["c", "a"]
    assert sorted(place.watched) == ["a", "b", "c"]


def test_our_own_words_are_not_watched():
    said = words_of([heard("a"), heard("b", is_ours=True)], NOW)

    assert [one.external_id for one in said] == ["a"]


def test_the_oldest_comes_first():
    page = [heard("b", 2), heard("a", 1)]

    assert [one.external_id for one in oldest_first(page)] == ["a", "b"]


def test_a_digest_is_of_the_words():
    assert digest("a  b") == digest("a b") != digest("ab")
