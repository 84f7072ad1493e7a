from datetime import UTC, datetime, timedelta

import pytest
from connectors.graph_server import Server, refusal

from amends.connectors.platforms.meta.graph import WrongRequest
from amends.connectors.platforms.meta.rounds import (
    PAGES_AT_ONCE,
    RECENT,
    WATCHED,
    Place,
    Walk,
    digest,
    floor_of,
    look_again,
    moment,
    page_of,
    parse_cursor,
    take,
    walk_on,
    watch,
)
from amends.connectors.protocol import (
    BrokenPage,
    Deletion,
    Edit,
    Heard,
    NeedsReconnecting,
    Visibility,
)
from amends.connectors.walks.cursors import format_cursor


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NEXT = {"paging": {"next": "https://g/x?after=MTA"}}


def heard(key, at=0, **change):
    said_at = datetime.fromtimestamp(at, UTC)
    return Heard(str(key), f"text {key}", said_at, Visibility.PUBLIC, **change)


def test_a_cursor_comes_back_as_it_was():
    walk = Walk("feed", 5, {"after": "x"})
    place = Place([walk], {"feed": 9}, ["a"], {"1": "d"}, {"n": 1})

    assert parse_cursor(format_cursor(place)) == place
    assert parse_cursor("") == Place()


@pytest.mark.parametrize(("mark", "bound"), [(0, 100), (3600, 100), (3701, 101)])
def test_a_walk_goes_back_a_little_behind_what_is_known(mark, bound):
    assert Place(marks={"feed": mark}).walk("feed", 100).bound == bound


@pytest.mark.parametrize(("days", "floor"), [(1, 1_795_000_000 - 86400), (36500, 0)])
def test_nothing_is_looked_for_before_the_floor(days, floor):
    assert floor_of(datetime.fromtimestamp(1_795_000_000, UTC), days) == floor


def test_marks_below_the_floor_are_forgotten():
    place = Place(marks={"a": 4, "b": 5, "c": 6})

    place.forget(5)

    assert place.marks == {"c": 6}


@pytest.mark.parametrize(
    ("times", "kept", "goes_on"),
    [
        ([12, 11], 2, True),
        ([12, 9], 1, True),
        ([10, 9], 1, True),
        ([9, 8], 0, False),
        ([], 0, True),
    ],
)
def test_a_list_is_walked_until_a_whole_page_is_known(times, kept, goes_on):
    place, walk = Place(marks={"x": 10}), Walk("x", 10)

    found = take(place, walk, NEXT, [heard(at, at) for at in times])

    assert len(found) == kept
    assert place.todo == ([Walk("x", 10, {"after": "MTA"})] if goes_on else [])
    assert place.marks["x"] == max([10, *times])


def test_a_list_ends_where_there_is_no_next_page():
    place = Place()

    take(place, Walk("x", 0), {"paging": {"cursors": {"after": "x"}}}, [heard(1, 5)])

    assert place.todo == []


def test_what_overlaps_is_walked_in_one_go():
    place = Place([Walk(str(n), 0) for n in range(3)], recent=[digest("0"), digest("1")])

    found = walk_on(place, lambda walk: [heard(walk.edge)])

    assert ([one.external_id for one in found], place.todo) == (["2"], [])


def test_even_a_quiet_round_pauses():
    place = Place([Walk(str(n), 0) for n in range(PAGES_AT_ONCE + 1)])

    assert walk_on(place, lambda _walk: []) == []
    assert len(place.todo) == 1


def test_what_is_found_comes_oldest_first_and_only_once():
    place = Place([Walk("x", 0)])

    found = walk_on(place, lambda _: [heard(2, 20), heard(1, 10), heard(2, 20)])

    assert [one.external_id for one in found] == ["1", "2"]
    assert len(place.recent) == 2


def test_only_so_many_ids_are_remembered():
    place = Place([Walk("x", 0)])

    walk_on(place, lambda _: [heard(n) for n in range(RECENT + 1)])

    assert len(place.recent) == RECENT
    assert digest("0") not in place.recent


def test_a_page_that_no_longer_exists_is_looked_for_from_the_head():
    server = Server(x=[refusal(100), {"data": [{"id": "1"}]}])

    page = page_of(server.graph(), Walk("x", 0, {"after": "old"}), "x", {"limit": 2})

    assert page == {"data": [{"id": "1"}]}
    assert ["after" in request.url.params for request in server.asked] == [True, False]


def test_a_head_that_is_not_understood_is_told():
    with pytest.raises(WrongRequest):
        page_of(Server(x=refusal(100)).graph(), Walk("x", 0), "x", {})


def test_a_list_that_is_gone_is_empty():
    assert page_of(Server(x=refusal(100, 400, 33)).graph(), Walk("x", 0), "x", {}) == {}


@pytest.mark.parametrize("told", [[1], {"data": {}}, {"data": ["x"]}])
def test_a_page_without_a_list_is_broken(told):
    with pytest.raises(BrokenPage):
        page_of(Server(x=told).graph(), Walk("x", 0), "x", {})


def test_the_last_words_of_others_are_watched():
    place = Place()

    watch(place, [heard(n) for n in range(WATCHED + 1)])
    watch(place, [heard("ours", is_ours=True)])

    assert list(place.watched) == [str(n) for n in range(1, WATCHED + 1)]


def watched(*keys):
    place = Place()
    watch(place, [heard(key) for key in keys])
    return place


def test_edits_and_deletions_are_found_by_asking_again():
    server = Server(
        **{
            "1": {"id": "1", "message": "text 1"},
            "2": {"id": "2", "message": "text 2, mended"},
            "3": refusal(100, 400, 33),
            "4": {"id": "4"},
        }
    )
    place = watched(1, 2, 3, 4, 5)

    edits, deletions = look_again(server.graph(), place, "message", NOW)

    assert edits == [Edit("2", "text 2, mended", NOW)]
    assert deletions == [Deletion("3", NOW)]
    assert list(place.watched) == ["5", "1", "2", "4"]
    assert look_again(server.graph(), place, "message", NOW)[0] == []


def test_who_may_no_longer_look_takes_nothing_for_deleted():
    place = watched(1)

    with pytest.raises(NeedsReconnecting):
        look_again(Server(**{"1": refusal(200, 403)}).graph(), place, "message", NOW)

    assert list(place.watched) == ["1"]


def test_a_time_must_be_there():
    assert moment(NOW) - timedelta(0) == NOW
    with pytest.raises(BrokenPage):
        moment(None)
