"""Two workers' worth of threads on a database file of its own; run by test_deciding.py."""

import sys
import threading
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).parents[2]))
django.setup()

import people  # noqa: E402 - Django comes first
from django.core.management import call_command  # noqa: E402 - the same
from django.db import connections  # noqa: E402 - the same

from amends.casebook import ledger  # noqa: E402 - the same
from amends.casebook.models import Case  # noqa: E402 - the same
from amends.rooms.triage.deciding import triage  # noqa: E402 - the same


call_command("migrate", verbosity=0)
at = people.source(people.brand())
noura = people.author(at.brand)
mentions = [people.mention(at, by=noura, state="verified") for _ in range(8)]
ready = threading.Barrier(len(mentions))


def work(mention):
    ready.wait()
    triage(mention, now=people.NOW)
    connections.close_all()


workers = [threading.Thread(target=work, args=(one,)) for one in mentions]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()

case = Case.objects.get()
sys.stdout.write(
    f"{case.mentions.count()} {case.clocks.count()} {ledger.first_broken(case)} {case.owner}"
)
