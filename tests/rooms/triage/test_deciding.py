import os
import subprocess
import sys
from pathlib import Path

import people
import pytest
from own_database import database_of_its_own
from people import NOW

from amends.casebook import ledger
from amends.casebook.models import Case, Customer, Mention
from amends.rooms.triage.deciding import triage, triage_all


PRAISE = {"is_complaint": False, "sentiment": 1, "topics": ["praise"], "severity": 1}
NEUTRAL = {"is_complaint": False, "sentiment": 0, "topics": ["other"], "severity": 1}
ROOT = Path(__file__).parents[3]


@pytest.mark.slow  # it migrates a database file of its own
def test_racing_workers_and_one_new_author_make_one_case(tmp_path):
    script = Path(__file__).with_name("race.py")
    home = {"AMENDS_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}

    with database_of_its_own() as url:
        ran = subprocess.run(
            [sys.executable, script],
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, **home, "AMENDS_DATABASE_URL": url},
        )

    assert ran.stdout == "8 1 None Alice", ran.stderr


def test_two_mentions_one_after_the_other_make_one_case(brand, at, say):
    noura = people.author(brand)
    first, second = say(at, noura), say(at, noura)

    assert triage(first, now=NOW) == triage(second, now=NOW)


def said_by_few_people(brand, say):
    """Let four people of whom two are one customer say twelve things in two threads."""
    at, beside = people.source(brand), people.source(brand, "fake_private")
    customer = Customer.objects.create(brand=brand)
    who = [
        people.author(brand, f"{brand.slug}{n}", customer=customer if n < 2 else None)
        for n in range(4)
    ]
    mentions = []
    for n in range(12):
        topics = (["refund"], ["damaged"], ["other"])[n % 3]
        reading = (PRAISE, {}, NEUTRAL, {"severity": 5})[n * 7 % 4]
        thread, parents = ("post", [mentions[n // 2].external_id]) if n % 5 == 4 else ("", [])
        place = beside if n % 4 == 3 else at
        mentions.append(
            say(place, who[(0, 2, 1, 3, 2, 0)[n % 6]], topics=topics, reading=reading,
                thread=thread, parents=parents,
                visibility="private" if place is beside else "public")
        )  # fmt: skip
    return mentions


def what_came_of(mentions):
    numbers = {m.pk: n for n, m in enumerate(mentions)}
    rows = Mention.objects.filter(pk__in=numbers).order_by("pk").select_related("case")
    return [
        (row.set_aside, row.case and (row.case.number, row.case.severity, row.case.topics),
         row.case and [(e.kind, numbers.get(e.facts.get("mention")), e.because)
                       for e in row.case.entries.order_by("seq")])
        for row in rows
    ]  # fmt: skip


def test_triage_all_comes_to_the_same_as_one_after_the_other(brand, say):
    one_by_one = said_by_few_people(brand, say)
    together = said_by_few_people(people.brand("other"), say)
    for mention in one_by_one:
        triage(mention, now=NOW)

    triage_all(together, now=NOW)

    assert what_came_of(together) == what_came_of(one_by_one)
    assert Case.objects.filter(brand=brand).count() not in {0, 1, 12}
    assert all(ledger.first_broken(case) is None for case in Case.objects.all())
