"""snac, a small server of the fediverse that speaks Mastodon's API; nothing leaves the machine.

A mention must not hold a port, so each server has port 80 at an address of its own in 127/8.
"""

import contextlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


UNPACKED = Path(__file__).parents[2] / "var" / "servers" / "snac" / "usr" / "bin" / "snac"
_START_S = 20
_ARRIVE_S = 60
_OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


def program() -> str:
    """Return where snac is: installed, or unpacked by .ci/run; empty if nowhere."""
    return shutil.which("snac") or (str(UNPACKED) if UNPACKED.exists() else "")


def why_not() -> str:
    """Say why the server cannot run here; empty if it can."""
    if not program():
        return "snac is not here; .ci/run fetches it"
    return "" if os.geteuid() == 0 else "snac needs port 80, and so root"


@dataclass
class Account:
    """One person on the server, and what he does with it."""

    server: "Snac"
    name: str
    token: str = field(repr=False)

    @property
    def address(self) -> str:
        return f"{self.name}@{self.server.host}"

    def call(self, method: str, path: str, **fields: str) -> Any:
        return _call(method, self.server.url + path, fields, self.token)

    def post(self, text: str, **fields: str) -> Any:
        return self.call("POST", "/api/v1/statuses", status=text, **fields)

    def notifications(self) -> list[Any]:
        return self.call("GET", "/api/v1/notifications")

    def wait_for(self, words: str) -> Any:
        """Wait until a mention with these words arrives; return its post."""
        until = time.monotonic() + _ARRIVE_S
        while time.monotonic() < until:
            for one in self.notifications():
                if words in (one.get("status") or {}).get("content", ""):
                    return one["status"]
            time.sleep(0.2)
        raise AssertionError(f"{words!r} never reached {self.name}")


@dataclass
class Snac:
    folder: Path
    host: str
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def pair(self) -> tuple[Account, Account]:
        """Open accounts of a shop and a customer that nobody else talks to."""
        number = next(self._numbers)
        return self.add(f"shop{number}"), self.add(f"customer{number}")

    def add(self, name: str) -> Account:
        """Open an account and sign in to it as an application does."""
        said = _run("adduser", str(self.folder), name)
        password = said.partition("password is ")[2].split()[0]
        app = _call("POST", f"{self.url}/api/v1/apps", {
            "client_name": "desk", "redirect_uris": _OUT_OF_BAND, "scopes": "read write",
        })  # fmt: skip
        code = _fetch("POST", f"{self.url}/oauth/x-snac-login", {
            "login": name, "passwd": password, "redir": _OUT_OF_BAND,
            "cid": app["client_id"], "state": "x",
        }).partition("&")[0]  # fmt: skip
        # Refused, it shows its page again; and then it gives a token that no request may use.
        assert code.isalnum(), f"{name} was not signed in"
        token = _call("POST", f"{self.url}/oauth/token", {
            "grant_type": "authorization_code", "code": code, "redirect_uri": _OUT_OF_BAND,
            "client_id": app["client_id"], "client_secret": app["client_secret"],
        })  # fmt: skip
        return Account(self, name, token["access_token"])


@contextlib.contextmanager
def running_snac():
    """Yield a Snac and stop it afterwards."""
    root = Path(tempfile.mkdtemp(prefix="amends-snac-"))
    own = os.getpid()
    host = f"127.80.{own >> 8 & 255}.{own & 255}"
    folder = root / "data"
    _run("init", str(folder), said=f"{host}\n80\n{host}\n\nadmin@shop.test\n")
    settings = json.loads((folder / "server.json").read_text())
    (folder / "server.json").write_text(json.dumps(settings | {"protocol": "http"}))
    with (root / "log").open("wb") as log:
        server = subprocess.Popen([program(), "httpd", str(folder)], stdout=log, stderr=log)
    try:
        _wait_for(host)
        yield Snac(folder, host)
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(root, ignore_errors=True)


def _run(*command: str, said: str = "") -> str:
    done = subprocess.run(
        [program(), *command],
        input=said,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def _call(method: str, url: str, fields: dict[str, str], token: str = "") -> Any:
    return json.loads(_fetch(method, url, fields, token))


def _fetch(method: str, url: str, fields: dict[str, str], token: str = "") -> str:
    """Ask the server as another program would, not through what is under test."""
    body = urllib.parse.urlencode(fields).encode() if method != "GET" else None
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def _wait_for(host: str) -> None:
    until = time.monotonic() + _START_S
    while True:
        try:
            socket.create_connection((host, 80), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
