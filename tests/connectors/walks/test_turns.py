from amends.connectors.protocol import Batch
from amends.connectors.walks.turns import hear_in_turn


def test_lists_are_heard_one_after_the_other_each_to_its_end():
    told = []

    def hear(name, cursor):
        told.append(name + cursor)
        step = int(cursor or 0) + 1
        return Batch(cursor=str(step), more=name == "b" and step < 2)

    cursor, more = "", True
    while more:
        batch = hear_in_turn(cursor, ("a", "b", "c"), hear)
        cursor, more = batch.cursor, batch.more

    assert told == ["a", "b", "b1", "c"]
    assert hear_in_turn(cursor, ("a",), hear).more is False
    assert told[-1] == "a1"


def test_no_lists_are_nothing_heard():
    assert hear_in_turn("", (), None) == Batch()


def test_list_that_is_no_longer_there_begins_the_circle_anew():
    def hear(name, cursor):
        return Batch(cursor=cursor + name)

    first = hear_in_turn("", ("a", "b"), hear)

    assert (
        hear_in_turn(first.cursor, ("b",), hear).cursor
        == '{"turn":0,"cursors":{"a":"a","b":"b"}}'
    )
