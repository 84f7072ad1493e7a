"""How heavy each finding is: the table of LABELS.md and the brand's policy."""

from typing import Final

from amends.playbook.contract import LABELS, ReviewContext
from amends.playbook.keys import Level
from amends.playbook.policy import Policy


_BLOCK_IN_PUBLIC: Final = {
    "asks_private_data_in_public",
    "discloses_private_data",
    "third_public_reply",
}
_BLOCK_ALWAYS: Final = {"gift_for_deletion", "insult_back", "exposes_other_customer"}
_DEFENCE: Final = {"defensive", "argues", "blames_customer"}


def level_of(code: str, context: ReviewContext, policy: Policy) -> Level | str:
    """Give block, warn, hint or off for a label or hint in this context."""
    if code == "name_individual":
        return policy.lint_name_individual
    if code == "absolute_guarantee" and policy.lint_absolute_guarantee == "block":
        return "block"  # C-23: below that a guarantee is for the eye only
    if code not in LABELS:
        return "hint"
    if code in _BLOCK_ALWAYS or (context.public and code in _BLOCK_IN_PUBLIC):
        return "block"
    return _by_policy(code, policy, context) if context.public else "warn"


def _by_policy(code: str, policy: Policy, context: ReviewContext) -> Level:
    if code == "non_apology":
        faults = policy.lint_non_apology
        return {"ours": faults.ours, "not_ours": faults.not_ours}.get(
            context.fault, faults.unknown
        )
    if code == "excuse_third_party":
        return policy.lint_blame_third_party
    return policy.lint_explanation_before_fix if code in _DEFENCE else "warn"
