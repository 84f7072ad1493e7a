"""Every line of the ledger is read as a sentence, never as a code."""

import re
from pathlib import Path

from amends.web.entries import KINDS


ROOT = Path(__file__).parents[2] / "amends"
WRITES = re.compile(r'ledger\.(?:append|Line)\(\s*(?:[\w.]+,\s*)?"(\w+)"')


def test_kinds_cover_what_is_written() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")]

    written = {kind for text in texts for kind in WRITES.findall(text)}

    assert sorted(written - set(KINDS)) == []
    assert {"clock_target_missed", "clock_limit_missed"} <= set(KINDS)
