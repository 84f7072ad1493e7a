import os
import subprocess
import sys
from pathlib import Path

import people
import pytest
from own_database import database_of_its_own
from people import NOW

from amends.rooms.triage.deciding import triage


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
