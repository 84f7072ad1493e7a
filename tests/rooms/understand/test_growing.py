import numpy as np

from amends.rooms.understand.growing import Growing, Pairs


def test_growing_keeps_what_was_there():
    row = Growing(np.int64, room=2)

    begins = [row.extend([1]), row.extend([2, 3, 4]), row.extend([])]

    assert begins == [0, 1, 4]
    assert row.array[: row.used].tolist() == [1, 2, 3, 4]


def test_pairs_say_yes_only_where_it_was_said():
    table = Pairs(rows=2, columns=8)
    table.add(1, [3])
    table.add(5, [3, 40])

    rows, columns = np.array([1, 1, 5, 5, 0]), np.array([3, 4, 40, 3, 3])
    assert table.has(rows, columns).tolist() == [True, False, True, True, False]
