"""From a service's call to a durable row, and fifty sources asked by one worker.

    listen.py [CALLS]     2000 without

A call is signed and handed to the whole desk as a server does it (WSGI, every middleware), beside
a view of bare Django without any middleware that writes one row of two columns, in turns of a
hundred on the same database; both commits reach the disk.

Then fifty sources, each with a service that answers after 20 to 300 ms and two of them after ten
seconds, are asked every second; a source's lag is how much later than its second it was stored.
"""

import io
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from types import ModuleType
from typing import Any

from results import keep


A_TURN = 100
SOURCES, SICK, SECONDS = 50, 2, 40
SECRET = "bench"


def main() -> None:
    calls = int(next((a for a in sys.argv[1:] if a.isdigit()), "2000"))
    with tempfile.TemporaryDirectory() as home:
        _start(Path(home))
        keep("listen", _called(calls) | _asked())


def _start(home: Path) -> None:
    secret = "for the bench only, long enough to be accepted"
    os.environ |= {
        "AMENDS_HOME": str(home), "AMENDS_SECRET_KEY": secret, "AMENDS_VAULT_KEY": secret,
        "DJANGO_SETTINGS_MODULE": "amends.settings", "AMENDS_ALLOW_HOSTS": "",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _called(calls: int) -> dict[str, float]:
    from amends.rooms.listen import calls as room

    room.meter.most_calls = 10**9
    whole, bare = _handlers()
    address = f"/in/{_hook().token}/"
    turns = []
    for turn in range(calls // A_TURN + 1):
        bodies = [
            json.dumps({"id": f"{turn}-{n}", "text": "لم يصل"}).encode() for n in range(A_TURN)
        ]
        turns.append((*_time(whole, address, bodies), *_time(bare, "/bare/", bodies)))
    timed = turns[1:]  # the first one warms up
    wall, cpu, bare_wall, bare_cpu = (median(one) for one in zip(*timed, strict=True))
    return {
        "calls": calls,
        "per_s": A_TURN / wall,
        "bare_per_s": A_TURN / bare_wall,
        "share": median(theirs / ours for ours, _, theirs, _ in timed),
        "cpu_ms": 1000 * cpu / A_TURN,
        "bare_cpu_ms": 1000 * bare_cpu / A_TURN,
    }


def _handlers() -> tuple[Any, Any]:
    """Return the whole desk, and a view of bare Django beside it."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection, transaction
    from django.http import HttpRequest, HttpResponse
    from django.urls import include, path

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, at TEXT, raw BLOB)")

    def bare(request: HttpRequest) -> HttpResponse:
        with transaction.atomic(), connection.cursor() as cursor:
            row = [datetime.now(UTC).isoformat(), request.body]
            cursor.execute("INSERT INTO bare (at, raw) VALUES (%s, %s)", row)
        return HttpResponse(status=200)

    roads: Any = ModuleType("bench_roads")
    roads.urlpatterns = [path("bare/", bare), path("", include("amends.urls"))]
    sys.modules["bench_roads"] = roads
    settings.ROOT_URLCONF = "bench_roads"
    whole = WSGIHandler()
    settings.MIDDLEWARE = []
    return whole, WSGIHandler()


def _hook() -> Any:
    from amends.casebook import vault
    from amends.casebook.models import Brand, Source, User

    owner = User.objects.create(email="owner@bench.example")
    brand = Brand.objects.create(slug="bench", name="Bench", owner=owner, timezone="UTC")
    sealed = vault.seal({"secret": SECRET})
    return Source.objects.create(brand=brand, kind="webhook", name="hook", settings=sealed)


def _time(handler: Any, path: str, bodies: list[bytes]) -> tuple[float, float]:
    """Return how long a turn took on the wall and on the processor, in seconds."""
    asked, seen = [_environ(path, raw) for raw in bodies], []
    wall, cpu = time.perf_counter(), time.process_time()
    for environ in asked:
        handler(environ, lambda status, _headers: seen.append(status)).close()
    took = time.perf_counter() - wall, time.process_time() - cpu
    assert set(seen) == {"200 OK"}, set(seen)
    return took


def _environ(path: str, raw: bytes) -> dict[str, Any]:
    from amends.connectors.network.signatures import sign

    return {
        "REQUEST_METHOD": "POST", "PATH_INFO": path, "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "wsgi.input": io.BytesIO(raw), "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr, "CONTENT_TYPE": "application/json", "QUERY_STRING": "",
        "CONTENT_LENGTH": str(len(raw)), "HTTP_X_SIGNATURE": sign(SECRET, raw),
        "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
    }  # fmt: skip


def _asked() -> dict[str, float]:
    from amends.casebook.models import Source
    from amends.rooms.listen import service as listen

    _open_sources()
    stored: dict[str, list[float]] = {}
    began, cpu = time.monotonic(), time.process_time()
    while time.monotonic() - began < SECONDS:
        listen.run(datetime.now(UTC))
        well = Source.objects.filter(name__startswith="well").values_list("name", "cursor")
        for name, cursor in well:
            times = stored.setdefault(name, [])
            if len(times) < int(cursor or 0):
                times.append(time.monotonic())
        time.sleep(0.05)
    gaps = [later - sooner for times in stored.values() for sooner, later in pairwise(times)]
    cuts = quantiles(gaps, n=100)
    return {
        "sources": SOURCES,
        "rounds": len(gaps),
        "lag_p50_s": cuts[49] - 1,
        "lag_p99_s": cuts[98] - 1,
        "worker_cpu": (time.process_time() - cpu) / SECONDS,
    }


def _open_sources() -> None:
    """Open fifty sources that are asked each second, two of them sick."""
    from dataclasses import replace

    from amends.casebook import vault
    from amends.casebook.models import Brand, Source
    from amends.connectors.protocol import Batch
    from amends.connectors.registry import CONNECTORS

    class Slow:
        def __init__(self, settings: Any) -> None:
            self.is_sick = settings.world.startswith("sick")

        def hear(self, cursor: str) -> Batch:
            time.sleep(10 if self.is_sick else random.uniform(0.02, 0.3))
            return Batch(cursor=str(int(cursor or 0) + 1))

    CONNECTORS["fake_link"] = replace(CONNECTORS["fake_link"], connector=Slow)
    brand = Brand.objects.get()
    for number in range(SOURCES):
        name = f"{'sick' if number < SICK else 'well'}-{number}"
        sealed = vault.seal({"world": name})
        Source.objects.create(brand=brand, kind="fake_link", name=name, settings=sealed)


main()
