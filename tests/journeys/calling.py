"""Call a real server, kill it and the worker after it at the worst moments; run as a script.

It prints one JSON object: the answers a service got, and what the casebook holds when all is done.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django
import httpx2


sys.path.insert(0, str(Path(__file__).parents[1]))
django.setup()

import called  # noqa: E402 - Django comes first
from django.core.management import call_command  # noqa: E402 - the same
from django.db import connections  # noqa: E402 - the same

from amends.casebook.models import Mention, ServiceCall  # noqa: E402 - the same
from amends.connectors.network.signatures import sign  # noqa: E402 - the same
from amends.rooms.listen import calls  # noqa: E402 - the same


def main():
    call_command("migrate", verbosity=0)
    at = called.source()
    connections.close_all()
    port = _free_port()
    address = f"http://127.0.0.1:{port}/in/{at.token}/"
    server = subprocess.Popen(
        [Path(sys.executable).with_name("amends"), "web", "--port", str(port)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        answers = [_call(address, n) for n in (1, 2, 2)]
        forged = httpx2.post(address, content=called.body(3), headers={called.SIGNATURE: "00"})
    finally:
        os.killpg(server.pid, signal.SIGKILL)
    after_server = _states()
    _in_a_fork(_die_between_page_and_mark)
    after_worker = (_states(), Mention.objects.count())
    calls.take_calls(datetime.now(UTC))
    told = {
        "answers": answers,
        "forged": forged.status_code,
        "server_killed": after_server,
        "worker_killed": after_worker,
        "at_last": (_states(), Mention.objects.count()),
    }
    sys.stdout.write(json.dumps(told))


def _call(address, number):
    raw = called.body(number)
    headers = {called.SIGNATURE: sign(called.SECRET, raw), "Content-Type": "application/json"}
    return httpx2.post(address, content=raw, headers=headers).status_code


def _states():
    return list(ServiceCall.objects.order_by("pk").values_list("state", flat=True))


def _die_between_page_and_mark():
    calls._settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    calls.take_calls(datetime.now(UTC))


def _in_a_fork(deed):
    connections.close_all()
    child = os.fork()
    if not child:
        deed()
        os._exit(0)
    os.waitpid(child, 0)


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(port):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as one:
            if not one.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise TimeoutError


main()
