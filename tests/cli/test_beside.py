import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from amends.cli import beside


def stay(path):
    """Write its number down, then stay; asked to end it says so in the same file."""

    def end(*_):
        with path.open("a") as file:
            file.write("ended\n")
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    with path.open("a") as file:
        file.write(f"{os.getpid()}\n")
    while True:
        signal.pause()


def lines_of(path, count):
    """Wait until a file has so many lines."""
    for _ in range(400):
        lines = path.read_text().split() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    raise AssertionError(lines)


def test_kept_process_is_asked_to_end(tmp_path):
    end = beside.keep(stay, tmp_path / "told", look_s=0.05)
    (first,) = lines_of(tmp_path / "told", 1)
    end()

    assert lines_of(tmp_path / "told", 2) == [first, "ended"]


def test_kept_process_that_is_killed_starts_again(tmp_path):
    end = beside.keep(stay, tmp_path / "told", look_s=0.05)
    (first,) = lines_of(tmp_path / "told", 1)
    os.kill(int(first), signal.SIGKILL)
    second = lines_of(tmp_path / "told", 2)[1]
    end()

    assert second != first
    assert lines_of(tmp_path / "told", 3) == [first, second, "ended"]


KEEPS_AND_ENDS = """
import sys, multiprocessing as m
from pathlib import Path
sys.path.insert(0, sys.argv[2])
def pages(path):
    import test_beside
    from amends.cli import beside
    beside.keep(test_beside.stay, path, look_s=0.05)
    test_beside.lines_of(path, 1)
path = Path(sys.argv[1])
process = m.get_context("fork").Process(target=pages, args=(path,))
process.start()
process.join()
"""


def test_kept_process_ends_with_the_pages(tmp_path):
    here = Path(__file__).parent
    subprocess.run(
        [sys.executable, "-c", KEEPS_AND_ENDS, tmp_path / "told", here], check=True, timeout=30
    )

    assert lines_of(tmp_path / "told", 2)[1:] == ["ended"]
