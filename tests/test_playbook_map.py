"""docs/playbook.md maps all 226 rules; a file it names holds the rule's id."""

import re
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[1]
COUNTS = {"S0": 21, "S1": 31, "S2": 27, "S3": 49, "S4a": 40, "S4b": 25, "S4c": 15, "S4d": 18}
RULES = [
    f"{source}-{number:02d}"
    for source, count in COUNTS.items()
    for number in range(1, count + 1)
]
ROW = re.compile(r"^\| (S\d[a-d]?-\d\d) \| (.+?) \| (.+?) \|$", re.MULTILINE)
MAP = ROW.findall((ROOT / "docs" / "playbook.md").read_text(encoding="utf-8"))


def test_every_rule_has_exactly_one_row():
    assert len(RULES) == 226
    assert [rule for rule, _, _ in MAP] == RULES


@pytest.mark.parametrize(("rule", "short", "place"), MAP, ids=[rule for rule, _, _ in MAP])
def test_named_file_holds_the_rule(rule, short, place):
    named = re.findall(r"`(amends/[^`]+)`", place)

    assert named or place.startswith(("later: ", "explained only: "))
    assert [
        path for path in named if rule not in (ROOT / path).read_text(encoding="utf-8")
    ] == []
    assert short
