import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from own_database import database_of_its_own


@pytest.mark.slow
def test_racing_colleagues_and_workers_on_a_real_file(tmp_path):  # invariants 4 and 6
    here, root = Path(__file__).parent, Path(__file__).parents[3]
    script = "import sys, django; django.setup(); import racing; racing.main(sys.argv[1])"
    paths = os.pathsep.join(map(str, (root, root / "tests", here)))
    home = {"AMENDS_HOME": str(tmp_path), "PYTHONPATH": paths}
    with database_of_its_own() as url:
        ran = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            env={**os.environ, **home, "AMENDS_DATABASE_URL": url},
            cwd=root,
            capture_output=True,
            check=False,
            timeout=600,
        )

    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads((tmp_path / "told.json").read_text()) == {
        "refused": ["third_public_reply"],
        "said": 8,
        "once": 8,
        "states": ["sent"],
    }
