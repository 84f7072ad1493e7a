from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from amends.connectors.protocol import BrokenPage, Heard, Visibility
from amends.connectors.reviews.walk import (
    REMEMBERED,
    Page,
    PageGone,
    Review,
    Shelf,
    answer_of,
    parse_cursor,
)
from amends.connectors.walks.cursors import format_cursor


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def review(key, days_ago=0.0, text="late again", rating=1, **more):
    at = NOW - timedelta(days=days_ago)
    heard = Heard(str(key), text, at, Visibility.PUBLIC, data={"rating": rating})
    return Review(heard, at, **more)


class Service:
    """Two reviews a page, the newest first; keeps what it was asked."""

    def __init__(self, *reviews, **page):
        self.reviews, self.page, self.asked, self.gone = list(reviews), page, [], set()

    def ask(self, where, bound):
        self.asked.append((where, bound))
        first = int(where or 0)
        following = str(first + 2) if first + 2 < len(self.reviews) else ""
        return Page(self.reviews[first : first + 2], following, **self.page)

    def hear(self, cursor="", now=NOW, **more):
        return Shelf(self.ask, **more).hear(cursor, now)

    def hear_all(self, cursor="", **more):
        heard, edits = [], []
        while True:
            batch = self.hear(cursor, **more)
            heard += [one.external_id for one in batch.mentions]
            edits += [(one.external_id, one.text) for one in batch.edits]
            cursor = batch.cursor
            if not batch.more:
                return heard, edits, cursor


def test_walk_goes_back_to_the_end_and_each_page_is_oldest_first():
    service = Service(*(review(n, n) for n in range(5)))

    heard, edits, cursor = service.hear_all()

    assert (heard, edits) == (["1", "0", "3", "2", "4"], [])
    assert parse_cursor(cursor).until == NOW.isoformat()
    assert [where for where, _ in service.asked] == ["", "2", "4"]


def test_next_round_reads_the_first_page_again_and_stops():
    service = Service(*(review(n, 2 * n) for n in range(5)))
    cursor = service.hear_all()[2]
    service.asked.clear()

    assert service.hear_all(cursor)[:2] == ([], [])
    assert [where for where, _ in service.asked] == [""]


@pytest.mark.parametrize(("days", "pages"), [(1, ["", "2", "4"]), (1.01, ["", "2"])])
def test_walk_stops_a_day_behind_what_was_heard(days, pages):
    """The list lags: a review may appear below others that were heard already."""
    service = Service(*(review(n, 0.1) for n in range(3)), review(3, days), review(4, 3))
    until = replace(parse_cursor(""), until=NOW.isoformat())

    service.hear_all(format_cursor(until))

    assert [where for where, _ in service.asked] == pages


def test_after_an_outage_everything_between_is_heard():
    service = Service(*(review(n, 10 + 2 * n) for n in range(3)))
    cursor = service.hear_all()[2]
    service.reviews[:0] = [review(f"new {n}", n) for n in range(6)]

    heard = service.hear_all(cursor)[0]

    assert set(heard) == {f"new {n}" for n in range(6)}


def test_place_that_is_gone_begins_the_walk_anew():
    service = Service(*(review(n, 2 * n) for n in range(5)))
    first = service.hear()
    whole = service.ask

    def ask(where, bound):
        if where == "2" and not service.gone:
            service.gone.add(where)
            raise PageGone
        return whole(where, bound)

    service.ask = ask
    service.reviews.insert(0, review("new"))

    assert set(service.hear_all(first.cursor)[0]) == {"new", "2", "3", "4"}


def test_first_page_that_is_gone_is_told():
    def ask(_where, _bound):
        raise PageGone

    with pytest.raises(BrokenPage):
        Shelf(ask).hear("", NOW)


def test_unsorted_walk_ends_where_nothing_is_new_and_once_a_day_at_the_end():
    service = Service(*(review(n, 9 - n) for n in range(7)), is_sorted=False)
    cursor = service.hear_all()[2]
    service.reviews.insert(1, review("new"))
    service.reviews.append(review("late"))

    asked_of = []
    for hours in (1, 30):
        service.asked.clear()
        heard, _, cursor = service.hear_all(cursor, now=NOW + timedelta(hours=hours))
        asked_of.append((heard, [where for where, _ in service.asked]))

    assert asked_of == [
        (["new"], ["", "2"]),
        (["late"], ["", "2", "4", "6", "8"]),
    ]


@pytest.mark.parametrize(("days_ago", "heard"), [(29.9, ["0"]), (30.1, [])])
def test_older_reviews_are_left_alone_at_first(days_ago, heard):
    assert Service(review(0, days_ago)).hear_all(first_days=30)[0] == heard


def test_time_to_come_does_not_hide_what_comes_before_it():
    service = Service(review(0, -400), review(1))
    cursor = service.hear_all()[2]

    assert parse_cursor(cursor).until == NOW.isoformat()


def test_changed_words_stars_or_title_are_an_edit():
    service = Service(review(0), review(1), review(2), review(3), is_sorted=False)
    cursor = service.hear_all()[2]
    titled = replace(service.reviews[2].heard, subject="Better")
    service.reviews = [
        review(0, text="came today"),
        review(1, rating=5),
        Review(titled, NOW, NOW),
        review(3),
    ]

    heard, edits, cursor = service.hear_all(cursor)

    assert heard == []
    assert sorted(edits) == [("0", "came today"), ("1", "late again"), ("2", "late again")]
    assert service.hear_all(cursor)[:2] == ([], [])


def test_edit_carries_stars_title_and_time():
    service = Service(review(0, 9))
    cursor = service.hear_all()[2]
    heard = replace(review(0, 9, "mended", 5).heard, subject="Better")
    service.reviews = [Review(heard, NOW, NOW)]

    (edit,) = service.hear(cursor).edits

    assert (edit.subject, edit.data, edit.edited_at) == ("Better", {"rating": 5}, NOW)


def test_changed_review_that_is_not_remembered_is_told_as_both():
    batch = Service(review(0, changed_at=NOW)).hear()

    assert [one.external_id for one in batch.mentions] == ["0"]
    assert [(one.external_id, one.edited_at) for one in batch.edits] == [("0", NOW)]


def test_our_answer_is_ours_and_follows_its_review():
    asked = review(0)
    mine = answer_of(asked.heard, "we are sorry", NOW, state="PENDING")
    service = Service(replace(asked, answer=mine))

    batch = service.hear()
    _, answer = batch.mentions
    service.reviews = [replace(asked, answer=replace(mine, data={"state": "REJECTED"}))]

    assert (answer.external_id, answer.is_ours, answer.parents) == ("0/reply", True, ("0",))
    assert service.hear(batch.cursor).edits[0].data == {"state": "REJECTED"}


def test_what_was_taken_away_is_found_in_turn():
    service = Service(*(review(n, 2 * n) for n in range(5)))
    mine = answer_of(service.reviews[3].heard, "sorry", NOW)
    service.reviews[3] = replace(service.reviews[3], answer=mine)
    looked = []

    def is_gone(key):
        looked.append(key)
        return key == "3"

    cursor, deleted = service.hear_all(is_gone=lambda _: False)[2], []
    for _ in range(3):
        batch = service.hear(cursor, is_gone=is_gone)
        cursor = batch.cursor
        deleted += [one.external_id for one in batch.deletions]

    assert deleted == ["3", "3/reply"]
    assert looked == ["2", "3", "4", "0", "1"]


def test_no_more_is_remembered_than_is_useful():
    many = [review(n) for n in range(REMEMBERED + 2)]

    cursor = Shelf(lambda *_: Page(many)).hear("", NOW).cursor

    assert list(parse_cursor(cursor).known) == [str(n) for n in range(REMEMBERED)]
