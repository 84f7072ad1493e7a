"""Arrays that grow at their end, so that what is learnt while reading can be indexed at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Growing:
    """A row of numbers with room behind it; `array` is the part in use and more, zeroes."""

    def __init__(self, dtype: DTypeLike, room: int = 1024) -> None:
        self.array: NDArray[Any] = np.zeros(room, dtype)
        self.used = 0

    def extend(self, values: Sequence[int]) -> int:
        """Put values behind the last one; return where they begin."""
        begin, self.used = self.used, self.used + len(values)
        if self.used > len(self.array):
            wider = np.zeros(max(self.used, 2 * len(self.array)), self.array.dtype)
            wider[:begin] = self.array[:begin]
            self.array = wider
        self.array[begin : self.used] = values
        return begin


class Pairs:
    """A table of yes and no, a bit each, for rows and columns that are met one by one."""

    def __init__(self, rows: int = 1024, columns: int = 1024) -> None:
        self._bits = np.zeros((rows, columns // 8), np.uint8)

    def add(self, row: int, columns: Sequence[int]) -> None:
        """Say yes to these columns of a row."""
        needed = (row + 1, max(columns, default=0) // 8 + 1)
        if any(want > have for want, have in zip(needed, self._bits.shape, strict=True)):
            # Twice as many as asked for: growing copies everything.
            shape = [
                max(2 * want, have) for want, have in zip(needed, self._bits.shape, strict=True)
            ]
            wider = np.zeros(shape, np.uint8)
            wider[: self._bits.shape[0], : self._bits.shape[1]] = self._bits
            self._bits = wider
        for column in columns:
            self._bits[row, column >> 3] |= 1 << (column & 7)

    def has(self, rows: NDArray[Any], columns: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell for each row and column, one by one, whether yes was said."""
        bits: NDArray[np.bool_] = (self._bits[rows, columns >> 3] >> (columns & 7) & 1).astype(
            bool
        )
        return bits
