import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from amends.cli import beside


def children_of(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_gone(pid):
    return not Path(f"/proc/{pid}").exists() or "State:\tZ" in status_of(pid)


def status_of(pid):
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""


def until(deed, seconds=300):
    """Repeat something until it answers; fails when the time is up."""
    for _ in range(seconds * 10):
        if found := deed():
            return found
        time.sleep(0.1)
    raise AssertionError


def page_of(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            return page.read()
    except OSError:
        return b""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One folder for all starts: what the first one has made the next one finds."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def desk(home):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("AMENDS_", "DJANGO_"))
    }
    run = [
        sys.executable,
        "-c",
        "from amends.cli import app; app()",
        "run",
        "--port",
        f"{port}",
    ]
    process = subprocess.Popen(
        run, env=environment | {"AMENDS_HOME": str(home)}, stdout=subprocess.DEVNULL
    )
    try:
        until(lambda: page_of(port))
        (pages,) = children_of(process.pid)
        yield process, pages
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="asks /proc who is whose child"
)
@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_run_is_pages_and_worker_that_end_together(desk, how, code):
    process, pages = desk
    (worker,) = until(lambda: children_of(pages))

    process.send_signal(how)

    assert process.wait(beside.END_S) == code
    until(lambda: is_gone(pages) and is_gone(worker))
