"""Processes beside this one that take work from it, started when wanted and gone when idle."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool
from typing import Any, TypeVar


T = TypeVar("T")
MOST = 3
REST_S = 20.0
LOST_S = 60.0  # an answer that has not come by then does not come any more


class Helpers:
    """A few processes of their own, fewer than there are cores; none until the first is wanted.

    They are started afresh, never forked: who asks has threads and open databases.
    """

    def __init__(self, rest_s: float = REST_S) -> None:
        self._rest_s = rest_s
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was started: after a fork it belongs to the parent."""
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._first: AsyncResult[int] | None = None
        self._last: AsyncResult[Any] | None = None
        self._asked_at = 0.0

    @property
    def are_of_use(self) -> bool:
        """Tell whether there is a core for them."""
        return _cores() > 1

    def are_awake(self) -> bool:
        """Tell whether they answer yet; the first to ask has them started."""
        with self._lock:
            self._started()
            return self._first is not None and self._first.ready()

    def ask(self, work: Callable[..., T], *given: Any) -> "AsyncResult[T]":
        """Have something done; the answer never comes if its process dies, so wait with a limit."""
        with self._lock:
            self._last = self._started().apply_async(work, given)
            return self._last

    def end(self) -> None:
        """Send them away now; who asks again has them started anew."""
        with self._lock:
            self._end()

    def _started(self) -> Pool:
        self._asked_at = time.monotonic()
        if self._pool is None:
            self._pool = get_context("spawn").Pool(min(_cores() - 1, MOST) or 1)
            self._first = self._pool.apply_async(int)
            threading.Thread(
                target=self._end_when_idle, name="amends-helpers", daemon=True
            ).start()
        return self._pool

    def _end_when_idle(self) -> None:
        while True:
            time.sleep(self._rest_s / 4)
            with self._lock:
                if self._are_idle():
                    self._end()
                if self._pool is None:
                    return

    def _are_idle(self) -> bool:
        rest_s = time.monotonic() - self._asked_at
        has_answered = self._last is None or self._last.ready()
        return rest_s > (self._rest_s if has_answered else LOST_S)

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
        self._pool = self._first = self._last = None


def _cores() -> int:
    with suppress(AttributeError):
        # Not every core of the machine is ours; not every system can say which are.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


helpers = Helpers()
os.register_at_fork(after_in_child=helpers.begin_anew)
