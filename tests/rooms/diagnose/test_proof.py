from datetime import timedelta

import people
import pytest

from amends.rooms.diagnose.proof import QUIET_DAYS, ProofFacts, judge_proof, standing


DONE = people.NOW - timedelta(days=QUIET_DAYS)


@pytest.mark.parametrize(
    ("done_at", "cases", "proof", "because"),
    [
        (DONE, 0, "no broken corner since", ("S0-14",)),
        (None, 0, "no broken corner since", ("action_not_done", "S0-14")),
        (DONE, 0, "  ", ("proof_missing", "S0-14")),
        (DONE, 1, "no broken corner since", ("cause_came_back", "S0-14")),
        (DONE + timedelta(seconds=1), 0, "quiet", ("proof_too_early", "S0-14")),
        (DONE + timedelta(days=1), 2, "", ("proof_missing", "cause_came_back",
                                           "proof_too_early", "S0-14")),
    ],
)  # fmt: skip
def test_proof_needs_words_quiet_and_time(done_at, cases, proof, because):  # S1-18
    verdict = judge_proof(ProofFacts(done_at, cases, proof, people.NOW))

    assert verdict.because == because
    assert verdict.value == (because == ("S0-14",))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((False, False, False, False, False), "bare"),
        ((True, False, False, False, False), "asked"),
        ((True, True, False, False, False), "acting"),
        ((True, True, True, False, False), "proving"),
        ((True, True, True, True, False), "gone"),
        ((True, True, True, True, True), "back"),
        ((True, True, True, False, True), "back"),
    ],
)
def test_standing_climbs_and_falls_back(facts, code):
    names = ("has_action", "is_planned", "done", "proven", "back")

    assert standing(**dict(zip(names, facts, strict=True))) == code
