from dataclasses import replace
from datetime import timedelta

import pytest
from people import NOW

from amends.playbook.policy import DEFAULT, parse_overrides
from amends.rooms.respond import resting


CALM = resting.RestFacts(
    visibility="public", anger=0, severity=3, is_chat=False, last_heard_at=NOW, now=NOW
)


@pytest.mark.parametrize(
    ("visibility", "anger", "severity", "minutes"),
    [
        ("public", 1, 4, 0),
        ("public", 2, 4, 3),
        ("public", 3, 4, 3),
        ("public", 3, 5, 0),
        ("private", 3, 4, 0),
    ],
)
def test_cool_down_rests_angry_public_replies(
    visibility, anger, severity, minutes
):  # C-04 S3-13 S4a-16
    assert resting.cool_down_min(visibility, anger, severity, DEFAULT) == minutes


@pytest.mark.parametrize(
    ("changes", "seconds", "because"),
    [
        ({}, 30, ()),
        ({"anger": 2}, 180, ("cool_down", "C-04", "S4c-05")),
        ({"anger": 3, "severity": 5}, 30, ()),
        ({"is_chat": True}, 45, ("still_writing", "S0-03")),
        ({"is_chat": True, "severity": 5}, 30, ()),
        ({"is_chat": True, "last_heard_at": None}, 30, ()),
        ({"is_chat": True, "last_heard_at": NOW - timedelta(seconds=44.9)}, 30, ("still_writing", "S0-03")),
        ({"is_chat": True, "last_heard_at": NOW - timedelta(seconds=45)}, 30, ()),
        (
            {"is_chat": True, "anger": 2},
            180,
            ("cool_down", "C-04", "S4c-05", "still_writing", "S0-03"),
        ),
    ],
)  # fmt: skip
def test_reply_rests_as_long_as_its_longest_reason(changes, seconds, because):
    verdict = resting.judge_rest(replace(CALM, **changes), DEFAULT)

    assert (verdict.value - NOW, verdict.because) == (timedelta(seconds=seconds), because)


def test_seconds_of_rest_are_the_brands_own():
    policy = parse_overrides({"limits.undo_s": 0, "limits.chat_quiet_s": 90})

    assert resting.judge_rest(CALM, policy).value == NOW
    chat = replace(CALM, is_chat=True)
    assert resting.judge_rest(chat, policy).value == NOW + timedelta(seconds=90)
