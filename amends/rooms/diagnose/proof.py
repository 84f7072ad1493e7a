"""When a cause may be called gone: only with proof, and only after it stayed away (S0-14, S1-18)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from amends.playbook.verdict import Verdict


QUIET_DAYS: Final = 21  # S0-14: the window in which it must not come back


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """What is known of an action: when it was done, and whether its cause was met since."""

    done_at: datetime | None
    cases_since: int
    proof: str
    now: datetime


def judge_proof(facts: ProofFacts) -> Verdict[bool]:
    """Say whether a cause may be called gone; the codes name everything that stands against it."""
    if facts.done_at is None:
        return Verdict(value=False, because=("action_not_done", "S0-14"))
    holds: dict[str, Any] = {
        "proof_missing": not facts.proof.strip(),
        "cause_came_back": facts.cases_since > 0,
        "proof_too_early": facts.now < facts.done_at + timedelta(days=QUIET_DAYS),
    }
    because = tuple(code for code, is_so in holds.items() if is_so)
    return Verdict(value=not because, because=(*because, "S0-14"))


def standing(
    *, has_action: bool, is_planned: bool, done: bool, proven: bool, back: bool
) -> str:
    """Return where a cause stands: bare, asked, acting, proving, gone or back."""
    ladder = (
        (done and back, "back"),
        (proven, "gone"),
        (done, "proving"),
        (is_planned, "acting"),
        (has_action, "asked"),
    )
    return next((code for holds, code in ladder if holds), "bare")
