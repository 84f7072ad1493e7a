"""The worker beside the pages: a process of its own, so that neither waits for the other."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from amends.cli import desk, memory


LOOK_S = 1.0
END_S = 20
COMMAND = ("work", "--beside")
WORKER = (sys.executable, "-c", "from amends.cli import app; app()", *COMMAND)


@contextmanager
def worker() -> Iterator[None]:
    """Keep a worker at work; it ends with this process, however this process ends."""
    with kept((*WORKER, str(os.getpid()))):
        yield


def work(starter: int) -> None:
    """Walk the rooms until asked to end, or until the process that started this one is gone."""
    memory.share_heap()
    desk.start()
    memory.give_back_now_and_then()
    from amends import engine

    engine.work_until_signal(starter)


@contextmanager
def kept(command: Sequence[str], look_s: float = LOOK_S) -> Iterator[None]:
    """Keep a command running: started again when it dies, asked to end on the way out."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(command, _start(command), ended, look_s))
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(
    command: Sequence[str],
    running: subprocess.Popen[bytes],
    ended: threading.Event,
    look_s: float,
) -> None:
    while not ended.wait(look_s):
        if running.poll() is not None:
            running = _start(command)
    _end(running)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command)  # noqa: S603 - fixed words, no shell


def _end(running: subprocess.Popen[bytes]) -> None:
    """Let the row in hand be finished; what takes longer is repeated after the next start."""
    running.terminate()
    try:
        running.wait(END_S)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
