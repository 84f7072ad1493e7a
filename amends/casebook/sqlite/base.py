"""The stock SQLite backend, with one writer at a time.

SQLite's busy handler sleeps in growing steps, so a writer that loses the race loses it for up
to a second. Here a transaction waits at a fair door before BEGIN IMMEDIATE: a lock between the
threads of a process and a locked file between processes, so that p99 stays low.
"""

import fcntl
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base, features, operations
from django.utils.functional import cached_property


class WriterDoor:
    """Lets one transaction of one database file pass at a time, in this and other processes."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._path = path
        self._file: Any = None

    def enter(self) -> None:
        """Wait until no other writer is inside."""
        self._lock.acquire()
        self._file = self._path.open("a")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def leave(self) -> None:
        """Let the next writer in; the file lock goes with the file."""
        self._file.close()
        self._lock.release()


_doors: dict[str, WriterDoor] = {}
_doors_guard = threading.Lock()


def door_of(name: str) -> WriterDoor | None:
    """Return the door of a database file; None for one in memory, which has one process."""
    if ":memory:" in name or "mode=memory" in name:
        return None
    with _doors_guard:
        return _doors.setdefault(name, WriterDoor(Path(f"{name}.writer")))


class DatabaseFeatures(features.DatabaseFeatures):
    """The stock features, but for how much one statement holds.

    Django writes at most 999 values at once, the default of SQLite before 2020: a batch of rows
    takes a statement for each twenty of them.
    """

    @cached_property
    def max_query_params(self) -> int:  # type: ignore[override]  # known only once connected
        """Return how many values this build of SQLite takes in one statement."""
        self.connection.ensure_connection()
        limit: int = self.connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        return limit


class DatabaseOperations(operations.DatabaseOperations):
    """Reads times as they were written, ISO in UTC: a page of the queue holds six hundred."""

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return a time with its zone; whatever else there is, the stock backend knows."""
        if isinstance(value, str) and connection.timezone is UTC:
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """Enters the door before BEGIN IMMEDIATE, leaves it after commit, rollback or close."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    _inside: WriterDoor | None = None

    def _start_transaction_under_autocommit(self) -> None:
        door = door_of(str(self.settings_dict["NAME"]))
        if door is not None:
            door.enter()
            self._inside = door
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave the private hooks out
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        door, self._inside = self._inside, None
        if door is not None:
            door.leave()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave the private hooks out
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave the private hooks out
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave the private hooks out
        finally:
            self._leave()
