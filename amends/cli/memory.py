"""Keep the processes that stay small: what they load, what they hold, what they give back."""

import ctypes
import gc
import sys
import threading
import time
from contextlib import suppress


ARENA_MAX = -8  # of mallopt, from malloc.h
NEW_OBJECTS = 3_000  # made since the last look before the collector looks again; Python: 700
GIVE_BACK_S = 15.0
# What structlog loads where it is there, to paint tracebacks for people; ours are read as lines.
_FOR_PAINTING = ("rich", "greenlet")


def share_heap() -> None:
    """Let the threads of this process share one heap, where the C library can: glibc's.

    One of its own for each thread keeps what that thread once needed. Call it before there are any.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


def leave_out_painting() -> None:
    """Load the log without what paints it: four megabytes in each process."""
    hidden = [name for name in _FOR_PAINTING if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: as if it were not there
    import structlog  # noqa: F401 - loaded now, found ready by whoever asks later

    for name in hidden:
        del sys.modules[name]


def spare_the_collector() -> None:
    """Look for dead circles seldom, and never in what was loaded: a page makes thousands of rows.

    At Python's own pace the collector took a tenth of a mail and of a page.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def give_back_now_and_then(every_s: float = GIVE_BACK_S) -> None:
    """Return to the system what is free in the heap, from a thread: a busy minute leaves much of it."""
    threading.Thread(
        target=_give_back, args=(every_s,), name="amends-memory", daemon=True
    ).start()


def _give_back(every_s: float) -> None:
    with suppress(OSError, AttributeError):
        trim = ctypes.CDLL(None).malloc_trim  # glibc's; elsewhere there is nothing to do
        while True:
            time.sleep(every_s)
            trim(0)
