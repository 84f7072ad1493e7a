"""Which settings act already, and which only will: the settings page says so plainly."""

from typing import Final


# Kept and shown, but nothing reads them yet; a test compares this list with the code.
WAITING: Final = frozenset(
    {
        "moderation.delete_policy", "moderation.pending_hide_max_hours",
        "comments_disable_max_hours", "review.update_request", "review.max_asks",
        "channel.public_closure_note", "promise.out_of_hours", "policy.stance",
        "lint.apology_without_next_step", "fairness.report", "composer.profile.vip",
        "remedy.ask_mode", "moderation.public_notice", "contact.unsolicited_call",
        "verify.blocks_first_reply", "monitor.scope", "monitor.retention_days_unmatched",
        "limits.senior_contact_max_hours", "limits.survey_max_questions",
        "limits.survey_max_reminders", "limits.invitation_cool_off_days",
        "limits.deletion_reversible_days",
    }
)  # fmt: skip


def acts(key: str) -> bool:
    """Tell whether something in the desk reads a setting today."""
    return key not in WAITING
