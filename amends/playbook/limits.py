"""What no conflict disputes but every room needs: targets, caps, waiting times, and one choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from amends.playbook.errors import PolicyError
from amends.playbook.keys import Key, load_table


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The brand's numbers; units stand in the names, sources in ``tables/limits.toml``."""

    private_first_reply_target_min: int
    private_first_reply_max_min: int
    next_reply_target_min: int
    next_reply_max_min: int
    safety_first_reply_max_min: int
    senior_contact_max_hours: int
    severity_weight: float
    age_weight: float
    anger_cooldown_from: int
    chat_quiet_s: int
    undo_s: int
    second_look_from_reach: int
    colleague_look_from_reach: int
    promise_warning_min: int
    agent_remedy_limit_minor: int
    fix_notice_max_min: int
    follow_up_hours: int
    max_confirmation_asks: int
    confirmation_ask_gap_hours: int
    waiting_closes_after_days: int
    survey_max_questions: int
    survey_max_reminders: int
    own_ratio_min_n: int
    invitation_cool_off_days: int
    canned_window: int
    cluster_from_cases: int
    deletion_reversible_days: int
    import_backlog_days: int
    practice_shown_to_lead: Literal["nothing", "points"]


def _load() -> dict[str, Key]:
    return {name: _key(name, row) for name, row in load_table("limits.toml").items()}


def _key(name: str, row: Mapping[str, Any]) -> Key:
    by_default = "share" if isinstance(row["default"], float) else "whole"
    return Key(
        key=f"limits.{name}",
        conflict=row["source"],
        kind=row.get("kind", by_default),
        default=row["default"],
        choices=tuple(row.get("choices", ())),
        minimum=row.get("minimum"),
        maximum=row.get("maximum"),
        waits_for=row.get("waits_for", ""),
    )


LIMIT_KEYS: Final[Mapping[str, Key]] = _load()


def read_limits(rows: Mapping[str, object]) -> Limits:
    """Build the numbers from a brand's rows (names without ``limits.``), defaults for the rest."""
    if strange := set(rows) - set(LIMIT_KEYS):
        raise PolicyError(f"limits.{min(strange)}", "no such setting")
    values: dict[str, Any] = {
        name: key.read(rows.get(name, key.default)) for name, key in LIMIT_KEYS.items()
    }
    return Limits(**values)
