import re
from pathlib import Path

import amends
from amends.playbook.acting import WAITING
from amends.playbook.keys import KEYS
from amends.playbook.limits import LIMIT_KEYS


ROOT = Path(amends.__file__).parent
NOT_READERS = (
    "playbook/policy.py",
    "playbook/limits.py",
    "playbook/acting.py",
    "web/settings_page.py",
)
FIXED = {"remedy.gift_review_link"}  # cannot be changed, so nothing has to read it


def test_settings_that_wait_are_those_nobody_reads():
    files = [p for p in ROOT.rglob("*.py") if not str(p).endswith(NOT_READERS)]
    code = "\n".join(path.read_text() for path in files)
    fields = {key: key.replace(".", "_") for key in KEYS}
    fields |= {f"limits.{name}": name for name in LIMIT_KEYS}

    unread = {k for k, f in fields.items() if not re.search(rf"\.{f}\b", code)}

    assert unread - FIXED == WAITING
