"""Memory of everything: all processes of ``amends run --demo`` with its demo loaded, used and at rest.

Proportional set size from the kernel, so that what processes share counts once; the peer's web
process and its mail job, which it needs beside a cron daemon, are told next to it.
"""

import re
import sys
import time
from pathlib import Path
from shutil import rmtree
from typing import Any

import stock
from desks import (
    AMENDS,
    VAR,
    Browser,
    family,
    free_port,
    our_environment,
    peer_web,
    run,
    serving,
)
from results import keep


PAGES = ("/", "/heard/", "/reports/", "/causes/", "/customers/", "/sources/", "/me/")
SESSION = """
from amends.cli import desk
desk.start()
from django.test import Client
from amends.casebook.models import User
client = Client()
client.force_login(User.objects.order_by("pk").first())
print(client.cookies["sessionid"].value)
"""
REST_S = 20


def main() -> None:
    found = {"ours_mb": _ours(), "peer_mb": _peer()}
    print(
        f"everything of ours {found['ours_mb']['total']:.0f} MB PSS {found['ours_mb']['processes']}, "
        f"django-helpdesk's web process {found['peer_mb']:.0f} MB"
    )
    keep("memory", found)


def _ours() -> dict[str, Any]:
    home, port = VAR / "demo", free_port()
    rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    environment = our_environment(home)
    with serving([*AMENDS, "run", "--demo", "--port", str(port)], environment, port) as pid:
        session = run([sys.executable, "-c", SESSION], environment).split()[-1]
        for language in ("ar", "fa", "en"):
            for page in PAGES:
                Browser(port, session, language).ms(page)
        time.sleep(REST_S)
        each = {name_of(one): pss_mb(one) for one in family(pid)}
    return {"total": sum(each.values()), "processes": each}


def _peer() -> float:
    home, session = stock.theirs(10_000)
    port = free_port()
    with peer_web(home, port) as pid:
        them = Browser(port, session)
        for page in ("/tickets/", "/dashboard/", "/tickets/1/"):
            them.ms(page)
        return sum(pss_mb(one) for one in family(pid))


def name_of(pid: int) -> str:
    """Return what tells a process from its siblings."""
    line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return f"{pid} {line[-60:].strip()}"


def pss_mb(pid: int) -> float:
    """Return the proportional set size of a process."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
