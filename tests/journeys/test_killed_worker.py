import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from own_database import database_of_its_own


ROOT = Path(__file__).parents[2]


@pytest.mark.slow  # half a minute: fifty workers die
def test_worker_killed_fifty_times_loses_nothing_and_says_nothing_twice(
    tmp_path,
):  # invariant 10
    seed = os.environ.get("AMENDS_TEST_SEED") or str(random.randrange(10**6))

    with database_of_its_own() as url:
        told = kill_workers(tmp_path, seed, url)

    print(f"seed {seed}:", told)  # noqa: T201 - pytest shows it when the test fails
    assert len(told.pop("pauses_ms")) == 50
    counts = {
        name: told.pop(name) for name in ("sent", "unknown", "promises", "promise_clocks")
    }
    assert told == {
        "mentions": 500,
        "ids": 500,
        "not_triaged": 0,
        "put_off": 0,
        "complaints_without_case": 0,
        "cases": 400,
        "cases_without_mention": 0,
        "authors": 400,
        "authors_with_two_cases": 0,
        "owners": ["Alice"],
        "cases_with_clock": 400,
        "first_reply_clocks": [1],
        "running_after_a_reply": 0,
        "broken_chains": 0,
        "promises_without_clock": 0,
        "keys_said_twice": 0,
        "sent_without_line": 0,
        "said_without_delivery": 0,
        "unknown_in_private": 0,
        "neither_sent_nor_unknown": 0,
        "echoes": 0,
    }
    assert counts["promises"] == counts["promise_clocks"] > 0
    assert counts["sent"] > 100 > counts["unknown"]


def kill_workers(home, seed, url):
    """Run the script with a home of its own; returns what it counted."""
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    own = {"AMENDS_HOME": str(home), "AMENDS_DATABASE_URL": url, "PYTHONPATH": paths}
    ran = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killing.py")), seed],
        env={**os.environ, **own},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=900,
    )
    assert ran.returncode == 0, f"seed {seed}: {ran.stderr.decode()}"
    return json.loads(ran.stdout)
