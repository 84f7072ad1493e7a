"""Start the two desks and ask them: ours and the peer, each a server of its own."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any


HERE = Path(__file__).parent
ROOT = HERE.parent
VAR = ROOT / "var" / "bench"
PEER_PYTHON = VAR / "peer" / "bin" / "python"
START_S = 300
AMENDS = (sys.executable, "-c", "from amends.cli import app; app()")
KEYS = {
    "AMENDS_SECRET_KEY": "for the bench only, long enough to be accepted",
    "AMENDS_VAULT_KEY": "for the bench only, long enough to be accepted too",
}


def our_environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of one desk of ours; nothing of the caller's settings comes in."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AMENDS_", "DJANGO_"))}
    return kept | KEYS | {"AMENDS_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


def peer_environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of one desk of the peer's."""
    path = f"{HERE / 'peer'}:{HERE}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    return (
        kept
        | {"PEER_HOME": str(home), "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings"}
        | more
    )


def install_peer() -> None:
    """Install the peer with its pinned packages into an environment of its own, once."""
    if (VAR / "peer" / "ready").exists():
        return
    shutil.rmtree(VAR / "peer", ignore_errors=True)
    run([sys.executable, "-m", "venv", str(VAR / "peer")], dict(os.environ))
    pip = [
        str(PEER_PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "-r",
        str(HERE / "requirements-peer.txt"),
    ]
    run(pip, dict(os.environ))
    (VAR / "peer" / "ready").touch()


def run(command: list[str], environment: Mapping[str, str]) -> str:
    """Run a command to its end and return what it printed; its noise is shown when it fails."""
    done = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def told(command: list[str], environment: Mapping[str, str]) -> Any:
    """Run a command and return the JSON of its last line."""
    return json.loads(run(command, environment).strip().splitlines()[-1])


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(command: list[str], environment: Mapping[str, str], port: int) -> Iterator[int]:
    """Keep a server running; yields its process id once it answers."""
    log = (VAR / f"server-{port}.log").open("w")
    server = subprocess.Popen(
        command, env=dict(environment), stdout=log, stderr=log, start_new_session=True
    )
    try:
        wait_for(port, server)
        yield server.pid
    finally:
        os.killpg(server.pid, 15)
        server.wait(30)
        log.close()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens on a port."""
    for _ in range(START_S * 10):
        if server.poll() is not None:
            sys.exit(f"the server on {port} ended; see {VAR / f'server-{port}.log'}")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"nobody listens on {port}")


def our_web(home: Path, port: int, **more: str) -> Any:
    """Serve our pages only."""
    return serving([*AMENDS, "web", "--port", str(port)], our_environment(home, **more), port)


def peer_web(home: Path, port: int, **more: str) -> Any:
    """Serve the peer's pages as its documentation does: gunicorn, one worker."""
    command = [
        str(PEER_PYTHON),
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "-t",
        "600",
        "wsgi:application",
    ]
    return serving(command, peer_environment(home, **more), port)


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for child in children:
        yield from family(int(child))


def cpu_s(pid: int) -> float:
    """Return how long a process has had the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Browser:
    """One kept connection with a session: what a signed-in agent's browser is to a server."""

    def __init__(self, port: int, session: str, language: str = "ar") -> None:
        self.to = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = {"Cookie": f"sessionid={session}", "Accept-Language": language}

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Return status and body."""
        self.to.request("GET", path, headers=self.headers | headers)
        answer = self.to.getresponse()
        return answer.status, answer.read()

    def ms(self, path: str) -> float:
        """Return how long an answer takes, in milliseconds; anything but 200 ends the bench."""
        start = time.perf_counter()
        status, body = self.get(path)
        took = 1000 * (time.perf_counter() - start)
        if status != HTTPStatus.OK:
            sys.exit(f"{path} answered {status}: {body[:300]!r}")
        return took
