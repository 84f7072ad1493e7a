import json
import os
import subprocess
import sys
from pathlib import Path

from own_database import database_of_its_own


ROOT = Path(__file__).parents[2]


def test_call_answered_by_a_real_server_survives_whatever_dies_after_it(tmp_path):
    with database_of_its_own() as url:
        told = call_and_kill(tmp_path, url)

    assert told == {
        "answers": [200, 200, 200],
        "forged": 401,
        "server_killed": ["new", "new"],
        "worker_killed": [["new", "new"], 2],
        "at_last": [["read", "read"], 2],
    }


def call_and_kill(home, url):
    """Run the script with a home of its own; returns what it saw."""
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    own = {"AMENDS_HOME": str(home), "AMENDS_DATABASE_URL": url, "PYTHONPATH": paths}
    ran = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("calling.py"))],
        env={**os.environ, **own},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)
