"""Stages of services that nobody can run here: their answers are given by a function of the test.

A stage says how a folder of posts answers one request; the faults are given here, alike for all.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from connectors.stage import REPLAYED, Stage

from amends.connectors.network.http import Http
from amends.connectors.registry import CONNECTORS


PAGE = 2


def _break(folder, fault):
    (folder / "fault").write_text(fault)


def _mend(folder):
    (folder / "fault").unlink()


@dataclass(frozen=True)
class Replay(Stage):
    """``answer(folder, request)`` plays the service; it reads what ``prepare`` wrote."""

    answer: Callable = None
    prepare: Callable = None
    faults: tuple = REPLAYED
    settings: dict = field(default_factory=dict)
    fail: Callable = _break
    heal: Callable = _mend

    def again(self, folder):
        given = json.loads((folder / "settings.json").read_text())
        return CONNECTORS[self.kind].build(given, http=self.http(folder))

    def http(self, folder):
        """Return a way out that leads to this stage."""
        transport = httpx2.MockTransport(lambda request: self._answer(folder, request))
        return Http(trusted=True, allow_hosts=frozenset(), transport=lambda *_: transport)

    def _answer(self, folder, request):
        fault = folder / "fault"
        kind = fault.read_text() if fault.exists() else ""
        if kind == "timeout":
            raise httpx2.ReadTimeout("slow", request=request)
        if kind == "broken":
            return httpx2.Response(200, html="<html>not what you think</html>")
        if kind == "torn":
            whole = self.answer(folder, request)
            return httpx2.Response(200, content=whole.content[: len(whole.content) // 2])
        if kind:
            return httpx2.Response(int(kind), json={})
        return self.answer(folder, request)


def keep(folder: Path, posts, **settings):
    """Write the posts down for ``answer`` and return the settings of the source."""
    (folder / "posts.json").write_text(json.dumps(list(posts)), encoding="utf-8")
    return settings


def kept(folder: Path):
    """Return the posts of a folder."""
    return json.loads((folder / "posts.json").read_text(encoding="utf-8"))
