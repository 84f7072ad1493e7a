import os
import signal
import subprocess
import sys
import time

from amends.cli import app, beside


# Writes its number down, then stays; asked to end it says so in the same file.
STAYS = """
import os, signal, sys
def end(*_):
    with open(sys.argv[1], "a") as file: file.write("ended\\n")
    os._exit(0)
signal.signal(signal.SIGTERM, end)
with open(sys.argv[1], "a") as file: file.write(f"{os.getpid()}\\n")
while True: signal.pause()
"""


def lines_of(path, count):
    """Wait until a file has so many lines."""
    for _ in range(400):
        lines = path.read_text().split() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    raise AssertionError(lines)


def test_kept_command_is_asked_to_end(tmp_path):
    with beside.kept([sys.executable, "-c", STAYS, str(tmp_path / "told")], 0.05):
        (first,) = lines_of(tmp_path / "told", 1)

    assert lines_of(tmp_path / "told", 2) == [first, "ended"]


def test_kept_command_that_is_killed_starts_again(tmp_path):
    with beside.kept([sys.executable, "-c", STAYS, str(tmp_path / "told")], 0.05):
        (first,) = lines_of(tmp_path / "told", 1)
        os.kill(int(first), signal.SIGKILL)
        second = lines_of(tmp_path / "told", 2)[1]

    assert second != first
    assert lines_of(tmp_path / "told", 3) == [first, second, "ended"]


def test_kept_command_ends_when_the_pages_fail(tmp_path):
    try:
        with beside.kept([sys.executable, "-c", STAYS, str(tmp_path / "told")], 0.05):
            (first,) = lines_of(tmp_path / "told", 1)
            raise SystemExit(1)  # noqa: TRY301 - as the server does on a port in use
    except SystemExit:
        pass

    assert lines_of(tmp_path / "told", 2) == [first, "ended"]


def test_worker_names_the_process_it_ends_with():
    assert beside.WORKER[-2:] == ("work", "--beside")


def test_worker_beside_the_pages_knows_whom_it_ends_with(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "argv", ["amends", *beside.COMMAND, "7"])
    monkeypatch.setattr(beside, "work", told.append)

    app()

    assert told == [7]


def test_worker_beside_the_pages_loads_no_command_line():
    loads = "import sys; from amends.cli import beside; sys.exit('typer' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0
