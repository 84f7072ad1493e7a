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


STANCES = {"S1-01", "S2-01", "S2-08", "S4b-24"}  # marked "none": nothing a program could do
CAPABILITIES = (
    "reports", "diagnosing", "resolving", "following up", "coaching", "triage", "channels",
    "listening: monitors and feeds", "customers and moderation", "the reply workspace",
)  # fmt: skip
# Of the clusters first-reply skeleton, reply lint, public-thread governor, promise clock and
# cool-down: every rule that refuses, warns or guarantees.
OF_THE_REPLY = """
S0-04 S0-05 S0-06 S0-07 S0-08 S1-08 S3-22 S3-23 S3-26 S4c-03 S2-20 S2-21 S2-22 S2-23 S2-24 S3-24
S3-40 S4b-10 S4b-14 S4c-07 S4c-01 S4c-02 S4c-04 S4c-05 S4b-16 S4b-19 S4a-23 S3-27 S1-22 S3-28
S4b-09 S1-11
"""


@pytest.mark.parametrize(("rule", "short", "place"), MAP, ids=[rule for rule, _, _ in MAP])
def test_what_is_not_there_waits_for_a_capability_with_a_name(rule, short, place):
    waits = re.search(r"later: (.+)$", place)

    assert place.startswith("explained only: ") is (rule in STANCES)
    assert waits is None or waits[1].startswith(CAPABILITIES)


def test_rules_of_the_reply_are_built():
    places = {rule: place for rule, _, place in MAP}
    unbuilt = {
        rule
        for rule in OF_THE_REPLY.split()
        if re.search(r"^later: |its use later: ", places[rule])
    }

    assert unbuilt == set()
