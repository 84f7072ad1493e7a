import json
from dataclasses import asdict

from amends.connectors.walks.tokens import REMEMBERED, Walk


def test_a_walk_goes_back_until_there_is_no_page_left():
    walk = Walk()

    assert walk.take({"9": 9, "8": 8}, "next") == {"9", "8"}
    assert (walk.until, walk.token) == (0, "next")
    assert walk.take({"7": 7}, "") == {"7"}
    assert (walk.until, walk.newest, walk.token) == (9, 0, "")


def test_a_walk_ends_with_the_page_that_lies_below_the_floor():
    walk = Walk(until=5)

    assert walk.take({"7": 7, "5": 5, "4": 4}, "next", floor=5) == {"7", "5"}
    assert walk.token == "next"
    assert walk.take({"4": 4, "3": 3}, "next", floor=5) == set()

    assert (walk.until, walk.token) == (7, "")


def test_a_walk_ends_with_a_page_that_is_known():
    walk = Walk()
    walk.take({"2": 2, "1": 1}, "")

    assert walk.take({"2": 2, "1": 1}, "next") == set()
    assert walk.token == ""


def test_a_walk_goes_on_over_what_it_saw_itself():
    walk = Walk()
    walk.take({"4": 4, "3": 3}, "next")

    assert walk.take({"4": 4, "3": 3}, "next") == set()
    assert walk.token == "next"


def test_pages_may_overlap():
    walk = Walk()
    walk.take({"2": 2, "1": 1}, "")

    assert walk.take({"3": 3, "2": 2}, "") == {"3"}


def test_an_empty_page_ends_a_walk_and_forgets_nothing():
    walk = Walk(until=5, recent={"5": 5})

    assert walk.take({}, "") == set()
    assert (walk.until, walk.recent) == (5, {"5": 5})


def test_the_latest_are_remembered():
    walk = Walk()
    walk.take({str(n): n for n in range(REMEMBERED + 1)}, "")

    assert len(walk.recent) == REMEMBERED
    assert "0" not in walk.recent


def test_a_walk_started_over_keeps_where_it_ends():
    walk = Walk(until=5, newest=9, token="gone")

    walk.start_over()

    assert (walk.until, walk.newest, walk.token) == (5, 9, "")


def test_a_walk_is_part_of_a_cursor():
    walk = Walk(2**60, 2**61, "t", {str(2**60): 2**60})

    assert Walk(**json.loads(json.dumps(asdict(walk)))) == walk
