"""From heard to the owner's screen at fifty mentions a second, by a running ``amends run``.

Three shops' worth of people write, one language each, through practice channels. Three agents
watch, each as the page does it: ask once a second whether anything moved, then fetch the queue
and what comes after it until nothing on it is new. A mention is on the screen when a row of a
complete answer holds its order number: analysed, owned, with its clock. ``heard`` is when the
listener heard it, as stored; ``said`` is when it was written, a second's breath earlier.

    heard_to_screen.py [SECONDS] [--postgres]     20 without; see databases.py

What the worker and the pages cost on the processor stands beside it: it depends less on what else
the machine does than the seconds.
"""

import html
import json
import re
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from statistics import quantiles
from typing import Any

from databases import fresh_postgres
from desks import (
    AMENDS,
    VAR,
    Browser,
    cpu_s,
    family,
    free_port,
    our_environment,
    run,
    serving,
    told,
)
from results import keep
from sayings import LANGUAGES, NAMES


A_SECOND, LONGEST_PAGES, SETTLE_S = 50, 12, 15
TEXTS = {
    "ar": "وصلت الغلاية مكسورة والمندوب رماها عند الباب RB-{}",
    "fa": "کتری شکسته رسید و پیک جلوی در گذاشت و رفت RB-{}",
    "en": "The kettle arrived broken, the courier left it at the door RB-{}",
}
NUMBER = re.compile(r"RB-(\d+)")
SET_UP = """
import json, sys
from amends.cli import desk
desk.start(); desk.migrate()
from amends.casebook import vault
from amends.casebook.models import Brand, Source, User
from amends.management import first_start
from django.test import Client
first_start.open_brand(email="owner@localhost", name="Shop")
made = {}
for lang in ("ar", "fa", "en"):
    settings = vault.seal({"world": sys.argv[1] + "/" + lang, "page_size": 500})
    made[lang] = Source.objects.create(brand=Brand.objects.get(), kind="fake_public", name=lang, settings=settings).pk
client = Client()
client.force_login(User.objects.get(email="owner@localhost"))
print(json.dumps({"sources": made, "session": client.cookies["sessionid"].value}))
"""
WHEN = """
import json
from amends.cli import desk
desk.start()
from amends.casebook.models import Mention
rows = Mention.objects.values_list("external_id", "heard_at", "case", "state")
print(json.dumps([[i, at.timestamp(), case, state] for i, at, case, state in rows]))
"""


class Watcher(threading.Thread):
    """One agent's open page."""

    def __init__(self, port: int, session: str, language: str, source: int) -> None:
        super().__init__(daemon=True)
        self.page = Browser(port, session, language)
        self.first = f"/?source={source}&group=waiting"
        self.seen: dict[int, float] = {}
        self.version, self.is_over = "0", False
        self.fetches: list[float] = []

    def run(self) -> None:
        """Watch until the bench is over."""
        while not self.is_over:
            self.page.to.request(
                "GET",
                f"/live/?v={self.version}",
                headers=self.page.headers | {"HX-Request": "true"},
            )
            answer = self.page.to.getresponse()
            answer.read()
            if moved := answer.headers.get("HX-Trigger"):
                self.version = str(json.loads(moved)["moved"]["version"])
                self._look()
            time.sleep(1)

    def _look(self) -> None:
        path = self.first
        for _ in range(LONGEST_PAGES):
            start = time.perf_counter()
            body = self.page.get(path, **{"HX-Request": "true"})[1].decode()
            self.fetches.append(1000 * (time.perf_counter() - start))
            now = time.time()
            new = {int(n) for n in NUMBER.findall(body)} - self.seen.keys()
            self.seen |= dict.fromkeys(new, now)
            more = re.search(r'class="btn btn-s" href="([^"]+)"', body)
            if not new or not more:
                return
            path = "/" + html.unescape(more[1])


def main() -> None:
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    seconds, is_postgres = numbers[0] if numbers else 20, "--postgres" in sys.argv
    home, port = VAR / "heard", free_port()
    rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    more = {"AMENDS_DATABASE_URL": fresh_postgres("bench_heard")} if is_postgres else {}
    environment = our_environment(home, **more)
    made = told([sys.executable, "-c", SET_UP, str(home / "worlds")], environment)
    with serving([*AMENDS, "run", "--port", str(port)], environment, port) as pid:
        watchers = [
            Watcher(port, made["session"], lang, pk) for lang, pk in made["sources"].items()
        ]
        for watcher in watchers:
            watcher.start()
        time.sleep(3)
        before = _cpu_s(pid)
        said = _say(home / "worlds", A_SECOND * seconds)
        time.sleep(SETTLE_S)
        after = _cpu_s(pid)
        for watcher in watchers:
            watcher.is_over = True
    rows = json.loads(run([sys.executable, "-c", WHEN], environment).strip().splitlines()[-1])
    found = _judge(said, watchers, {int(i): at for i, at, _, _ in rows}, seconds)
    found["cpu_ms"] = {
        who: 1000 * (after[who] - before[who]) / len(said) for who in ("worker", "pages")
    }
    print(
        f"{found['said']} said at {A_SECOND}/s: {found['on_screen']} on the screen; "
        f"heard -> screen p50 {found['heard_s'][0]:.2f} s, p99 {found['heard_s'][1]:.2f} s; "
        f"said -> screen p50 {found['said_s'][0]:.2f} s, p99 {found['said_s'][1]:.2f} s; "
        f"CPU-ms a mention: worker {found['cpu_ms']['worker']:.1f}, pages {found['cpu_ms']['pages']:.1f}"
    )
    keep("heard_to_screen_postgres" if is_postgres else "heard_to_screen", found)


def _cpu_s(pid: int) -> dict[str, float]:
    """Return what the worker and the rest have used of the processor."""
    used = {"worker": 0.0, "pages": 0.0}
    # What watches starts the pages, and they the worker, which may have helpers of its own.
    for at, one in enumerate(family(pid)):
        used["worker" if at > 1 else "pages"] += cpu_s(one)
    return used


def _say(worlds: Path, how_many: int) -> dict[int, float]:
    """Let people write, evenly; return when each did."""
    files = {lang: (worlds / lang) for lang in LANGUAGES}
    for folder in files.values():
        folder.mkdir(parents=True, exist_ok=True)
    scripts = {
        lang: (folder / "script.jsonl").open("a", encoding="utf-8")
        for lang, folder in files.items()
    }
    said, start = {}, time.time()
    for n in range(how_many):
        time.sleep(max(0.0, start + n / A_SECOND - time.time()))
        lang, said[n] = LANGUAGES[n % 3], time.time()
        at = datetime.fromtimestamp(said[n], UTC).isoformat()
        post = {"id": str(n), "author_id": f"who{n}", "author_name": NAMES[lang][n // 3 % 5],
                "text": TEXTS[lang].format(n), "at": at}  # fmt: skip
        scripts[lang].write(json.dumps(post, ensure_ascii=False) + "\n")
        scripts[lang].flush()
    for script in scripts.values():
        script.close()
    return said


def _judge(
    said: dict[int, float], watchers: list[Watcher], heard: dict[int, float], seconds: int
) -> dict[str, Any]:
    seen: dict[int, float] = {}
    for watcher in watchers:
        seen |= watcher.seen
    since_heard = [seen[n] - heard[n] for n in said if n in seen and n in heard]
    since_said = [seen[n] - said[n] for n in said if n in seen]
    fetches = [ms for watcher in watchers for ms in watcher.fetches]
    return {
        "seconds": seconds, "said": len(said), "heard": len(heard), "on_screen": len(since_said),
        "heard_s": _p50_p99(since_heard), "said_s": _p50_p99(since_said), "page_ms": _p50_p99(fetches),
    }  # fmt: skip


def _p50_p99(values: list[float]) -> tuple[float, float]:
    cuts = quantiles(values, n=100) if len(values) > 1 else [0.0] * 99
    return cuts[49], cuts[98]


if __name__ == "__main__":
    main()
