from datetime import UTC, datetime, timedelta

from amends.connectors.protocol import Heard, Visibility
from amends.connectors.reviews.glimpses import REMEMBERED, new_of


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def shown(*keys):
    return [
        Heard(key, "words nobody may keep", NOW - timedelta(days=at), Visibility.PUBLIC)
        for at, key in enumerate(keys)
    ]


def ids(batch):
    return [one.external_id for one in batch.mentions]


def test_only_what_is_new_is_told_the_oldest_first():
    first = new_of(shown("3", "2", "1"), "")
    second = new_of(shown("4", "3", "2"), first.cursor)

    assert (ids(first), ids(second)) == (["1", "2", "3"], ["4"])
    assert ids(new_of(shown("4", "3", "2"), second.cursor)) == []


def test_cursor_holds_ids_and_no_words():
    assert new_of(shown("1", "1"), "").cursor == '["1"]'


def test_no_more_is_remembered_than_is_useful():
    many = [str(number) for number in range(REMEMBERED + 1)]

    assert ids(new_of(shown("1", "0"), new_of(shown(*reversed(many)), "").cursor)) == ["0"]
