"""The worker beside the pages: a process of its own, so that neither waits for the other.

It is forked from the process of the pages before that has threads: what both have loaded is in
memory once. One that dies is followed by one that loads for itself.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from typing import Any

from amends.cli import desk, memory


LOOK_S = 1.0
END_S = 20
_BEFORE_ITS_CHILDREN_ARE_AWAITED = 10


def load_pages(*_: object, **__: object) -> Any:
    """Return what the server calls for each page, with a worker at work that ends with it.

    Called by the server in the process of the pages, while that has no threads yet.
    """
    _load_what_both_need()
    keep(work, os.getpid())
    threading.Thread(
        target=_end_with, args=(os.getppid(),), name="amends-orphan", daemon=True
    ).start()
    return import_module("amends.wsgi").application


def work(starter: int) -> None:
    """Walk the rooms until asked to end, or until the process that started this one is gone."""
    memory.share_heap()
    desk.start()
    memory.give_back_now_and_then()
    from amends import engine

    engine.work_until_signal(starter)


def keep(
    task: Callable[..., None], *given: object, look_s: float = LOOK_S
) -> Callable[[], None]:
    """Keep a task running in a process, started again when it dies; returns what ends it.

    It is asked to end when this process ends, too.
    """
    ended = threading.Event()
    first = _started("fork", task, given)
    keeper = threading.Thread(
        target=_keep,
        args=(task, given, first, ended, look_s),
        name="amends-keeper",
        daemon=True,
    )
    keeper.start()

    def end() -> None:
        ended.set()
        keeper.join()

    return Finalize(None, end, exitpriority=_BEFORE_ITS_CHILDREN_ARE_AWAITED)


def _load_what_both_need() -> None:
    desk.start()
    from django.conf import settings
    from django.db import connections

    import_module("amends.engine")
    import_module(settings.ROOT_URLCONF)
    connections.close_all()
    memory.spare_the_collector()


def _end_with(starter: int) -> None:
    """End this process when the one that started it is gone: killed, it could not ask."""
    while os.getppid() == starter:
        time.sleep(LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)


def _keep(
    task: Callable[..., None],
    given: tuple[object, ...],
    running: BaseProcess,
    ended: threading.Event,
    look_s: float,
) -> None:
    while not ended.wait(look_s):
        if not running.is_alive():
            # By now there are threads here, and what one of them holds would stay held in a fork.
            running = _started("spawn", task, given)
    _end(running)


def _started(way: str, task: Callable[..., None], given: tuple[object, ...]) -> BaseProcess:
    process: BaseProcess = get_context(way).Process(target=task, args=given)  # type: ignore[attr-defined]  # each has one
    process.start()
    return process


def _end(running: BaseProcess) -> None:
    """Let the row in hand be finished; what takes longer is repeated after the next start."""
    running.terminate()
    running.join(END_S)
    if running.is_alive():
        running.kill()
        running.join()
