import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from amends.language.summing import add_by_owner


TABLE = np.arange(-12, 12, dtype=np.int8).reshape(8, 3)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 7)), max_size=30))
def test_add_by_owner_adds_the_rows_of_each(pairs):
    pairs = sorted(pairs)
    owners = np.array([owner for owner, _ in pairs], np.int64)
    rows = np.array([row for _, row in pairs], np.intp)

    total = add_by_owner(TABLE, rows, owners, 5)

    expected = [
        TABLE[rows[owners == at]].sum(axis=0, dtype=np.int64).tolist() for at in range(5)
    ]
    assert total.tolist() == expected
