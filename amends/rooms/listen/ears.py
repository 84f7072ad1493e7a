"""Many sources asked at once: only the waiting for them happens beside the loop, no row is touched.

A thread for each source that is being asked, at most so many; whoever calls takes the answers and
stores them in his own thread, so no connection to the database belongs to any of these.
"""

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from amends.connectors.protocol import Batch


Came = TypeVar("Came")
MOST = 32
PATIENCE_S = 1.0  # so long a turn waits for answers; what takes longer is taken by a later turn
SHORT_PATIENCE_S = 0.05  # for those that failed last time


@dataclass(slots=True)
class Asked(Generic[Came]):
    """One thing that was asked for: by its key, with what came or what went wrong.

    ``patience_until`` is on the clock of ``time.monotonic``; ``what`` belongs to who asked.
    """

    key: int
    what: Any
    patience_until: float
    came: Came | None = None
    error: Exception | None = None


@dataclass(slots=True)
class Ears(Generic[Came]):
    """What one process has asked and not heard yet."""

    most: int = MOST
    _in_flight: dict[int, Asked[Came]] = field(default_factory=dict)
    _answers: "queue.SimpleQueue[Asked[Came]]" = field(default_factory=queue.SimpleQueue)

    def begin_anew(self) -> None:
        """Forget what was asked: nobody waits for it any more."""
        self._in_flight, self._answers = {}, queue.SimpleQueue()

    def are_free_for(self, key: int) -> bool:
        """Tell whether a source may be asked now: it is not, and not too many others are."""
        return key not in self._in_flight and self.room() > 0

    def room(self) -> int:
        """Return how many more may be asked now."""
        return self.most - len(self._in_flight)

    def ask(self, asked: Asked[Came], wait: Callable[[], Came]) -> None:
        """Ask without waiting."""
        self._in_flight[asked.key] = asked
        threading.Thread(
            target=_wait_for,
            args=(asked, wait, self._answers),
            name=f"amends-ear-{asked.key}",
            daemon=True,
        ).start()

    def answers(self) -> Iterator[Asked[Came]]:
        """Yield what has come, each once; waits for the rest as long as patience lasts.

        Whoever takes an answer may ask the same source for its next page: that comes here too.
        """
        while self._in_flight:
            until = max(asked.patience_until for asked in self._in_flight.values())
            left = until - time.monotonic()
            try:
                answer = self._answers.get(left > 0, max(left, 0))
            except queue.Empty:
                return
            del self._in_flight[answer.key]
            yield answer


def _wait_for(
    asked: Asked[Came], wait: Callable[[], Came], answers: "queue.SimpleQueue[Asked[Came]]"
) -> None:
    try:
        asked.came = wait()
    except Exception as error:  # noqa: BLE001 - it is told to whoever asked
        asked.error = error
    answers.put(asked)


def patience_until(failures: int) -> float:
    """Return how long a turn waits for a source, on the clock of ``time.monotonic``."""
    return time.monotonic() + (SHORT_PATIENCE_S if failures else PATIENCE_S)


def new_ears(most: int = MOST) -> "Ears[Any]":
    """Return ears for the life of a process."""
    made: Ears[Any] = Ears(most)
    # A child of a fork has none of its parent's threads: what they wait for never comes.
    os.register_at_fork(after_in_child=made.begin_anew)
    return made


ears: Ears[Batch] = new_ears()
