"""How much one source may call in a minute, so that nobody fills the disk; pure."""

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


WINDOW = timedelta(minutes=1)
MOST_CALLS = 600  # a service that is told to come again comes again
MOST_BYTES = 32_000_000


@dataclass(slots=True)
class Meter:
    """Counts what each source brought during the last minute; in the memory of this process."""

    most_calls: int = MOST_CALLS
    most_bytes: int = MOST_BYTES
    _seen: dict[int, "_Minute"] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def lets_in(self, source: int, size: int, now: datetime) -> bool:
        """Tell whether one more call of this size may come in, and count it where it may."""
        with self._guard:
            minute = self._seen.setdefault(source, _Minute())
            minute.drop_before(now - WINDOW)
            is_full = len(minute.calls) >= self.most_calls
            if is_full or (minute.calls and minute.size + size > self.most_bytes):
                return False
            minute.add(now, size)
            return True


@dataclass(slots=True)
class _Minute:
    calls: deque[tuple[datetime, int]] = field(default_factory=deque)
    size: int = 0

    def add(self, at: datetime, size: int) -> None:
        self.calls.append((at, size))
        self.size += size

    def drop_before(self, moment: datetime) -> None:
        while self.calls and self.calls[0][0] <= moment:
            self.size -= self.calls.popleft()[1]
