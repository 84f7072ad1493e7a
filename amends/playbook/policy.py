"""The policy of a brand: 27 conflicts, 47 keys, one frozen dataclass.

A key ``sla.clock`` is the field ``sla_clock``. Tables and the operator's rows go through the
same reader, so a wrong value never gets in, wherever it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from amends.playbook.coverage import Coverage
from amends.playbook.errors import PolicyError
from amends.playbook.keys import KEYS, ByFault, ByVisibility, Level
from amends.playbook.limits import Limits, read_limits


__all__ = [
    "DEFAULT",
    "ByFault",
    "ByVisibility",
    "Level",
    "Limits",
    "Policy",
    "PolicyError",
    "parse_overrides",
]

_LIMITS: Final = "limits."


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the brand has decided; every field is a key of ``tables/keys.toml``."""

    moderation_delete_policy: Literal["never", "confirmed_two_person", "confirmed_single"]
    moderation_pending_hide_max_hours: int
    comments_disable_max_hours: int
    review_update_request: Literal["off", "neutral_invite"]
    review_max_asks: int
    channel_public_first: bool
    channel_private_target: Literal["same_platform", "any"]
    channel_public_closure_note: bool
    sla_public_first_reply_target_min: int
    sla_public_first_reply_max_min: int
    cooldown_angry_public_min: int
    promise_require_absolute_time: bool
    promise_next_contact_max_min: int
    promise_out_of_hours: Literal["next_slot", "on_call"]
    lint_explanation_before_fix: Level
    coverage_calendar: Coverage
    sla_clock: Literal["business", "wall"]
    coverage_auto_receipt: ByVisibility
    policy_stance: Literal["heard_always", "right_always"]
    remedy_gift_timing: Literal["after_fix", "with_fix", "any"]
    remedy_gift_review_link: Literal["forbidden"]
    abuse_insult_only_known_customer: Literal["one_reply", "ignore"]
    abuse_insult_only_unknown: Literal["ignore", "one_reply"]
    lint_blame_third_party: Level
    lint_name_individual: Level
    public_max_replies_per_person_thread: int
    public_exemptions: tuple[str, ...]
    lint_non_apology: ByFault
    assignment_mode: Literal["single_person", "rota_single_owner", "pool"]
    lint_max_apologies_per_message: int
    lint_max_apologies_per_case: int
    lint_apology_without_next_step: Level
    triage_value_weight: float
    fairness_report: bool
    composer_profile_vip: Literal["solution_first", "standard"]
    remedy_ask_mode: Literal["open", "options", "options_then_open"]
    moderation_public_notice: Literal["off", "neutral"]
    lint_canned_similarity: float
    lint_require_specific_detail: bool
    contact_unsolicited_call: Literal["off", "serious_only", "on"]
    lint_absolute_guarantee: Level
    promise_refund_before_verdict: Literal["rights_only", "assured"]
    verify_blocks_first_reply: bool
    survey_cap_days: int
    metrics_silent_multiplier: int
    monitor_scope: Literal["all", "brand_languages", "direct_only"]
    monitor_retention_days_unmatched: int
    limits: Limits


def parse_overrides(rows: Mapping[str, object]) -> Policy:
    """Build a policy from a brand's rows: ``{"sla.clock": "wall", "limits.follow_up_hours": 24}``.

    Keys that are not named keep their default. Raises PolicyError with the key for an unknown
    key, a value outside its bounds, a key that is not editable, and weights or clocks that
    contradict each other.
    """
    limits = {key[len(_LIMITS) :]: row for key, row in rows.items() if key.startswith(_LIMITS)}
    values: dict[str, Any] = {key.field: key.read(key.default) for key in KEYS.values()}
    for name, raw in rows.items():
        if not name.startswith(_LIMITS):
            values[name.replace(".", "_")] = _read_row(name, raw)
    policy = Policy(**values, limits=read_limits(limits))
    _check_together(policy)
    return policy


def _read_row(name: str, raw: object) -> Any:
    key = KEYS.get(name)
    if key is None:
        raise PolicyError(name, "no such setting")
    value = key.read(raw)
    if not key.editable and value != key.read(key.default):
        raise PolicyError(name, "cannot be changed")
    return value


def _check_together(policy: Policy) -> None:
    """Refuse values that are each allowed but contradict one another."""
    limits = policy.limits
    _ordered(
        "sla.public_first_reply_target_min",
        policy.sla_public_first_reply_target_min,
        policy.sla_public_first_reply_max_min,
    )
    _ordered(
        "limits.private_first_reply_target_min",
        limits.private_first_reply_target_min,
        limits.private_first_reply_max_min,
    )
    _ordered(
        "limits.next_reply_target_min", limits.next_reply_target_min, limits.next_reply_max_min
    )
    # One step of severity must outweigh all value (C-17, DESIGN "The life of a case").
    if policy.triage_value_weight >= limits.severity_weight:
        raise PolicyError("triage.value_weight", "one step of severity must outweigh all value")


def _ordered(key: str, target: int, limit: int) -> None:
    if target > limit:
        raise PolicyError(
            key, f"the target of {target} minutes is later than the limit of {limit}"
        )


DEFAULT: Final = parse_overrides({})
