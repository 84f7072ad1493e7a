"""The settings of a policy as boxes to choose from, and what was chosen as values to store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from amends.playbook.acting import acts
from amends.playbook.cards import SettingCard, describe
from amends.playbook.keys import LEVELS
from amends.playbook.limits import LIMIT_KEYS
from amends.web.names import FAULTS
from amends.web.reader import language, number


LIMIT_WORDS = {
    "private_first_reply_target_min": _(
        "Minutes in which a private complaint should be answered"
    ),
    "private_first_reply_max_min": _(
        "Minutes after which an unanswered private complaint is an alarm"
    ),
    "next_reply_target_min": _("Minutes in which each further message should be answered"),
    "next_reply_max_min": _(
        "Minutes after which a further message without an answer is an alarm"
    ),
    "safety_first_reply_max_min": _(
        "Minutes, by the wall clock, to the first answer where safety is at stake"
    ),
    "senior_contact_max_hours": _(
        "Hours until a senior person speaks with the customer in a safety case"
    ),
    "severity_weight": _("How much severity counts in the queue"),
    "age_weight": _("How much waiting counts in the queue"),
    "anger_cooldown_from": _(
        "From which degree of anger, 1 to 3, a public answer waits a little"
    ),
    "chat_quiet_s": _("Seconds of quiet after which a customer has finished writing"),
    "undo_s": _("Seconds in which a reply can be called back before it leaves"),
    "agent_remedy_limit_minor": _(
        "Up to which amount an agent decides a remedy alone, in the currency’s smallest unit"
    ),
    "fix_notice_max_min": _("Minutes in which the customer hears that it is made good"),
    "follow_up_hours": _("Hours after which we ask whether it is really solved"),
    "max_confirmation_asks": _("How often we ask whether it is solved"),
    "confirmation_ask_gap_hours": _("Hours between the first and the second ask"),
    "waiting_closes_after_days": _(
        "Days after which a case that waits for the customer is closed"
    ),
    "survey_max_questions": _("Questions in a survey, at most"),
    "survey_max_reminders": _("Reminders of a survey, at most"),
    "own_ratio_min_n": _("Answers needed before your own ratio of silent customers counts"),
    "invitation_cool_off_days": _(
        "Days between a remedy and a neutral invitation to update a review"
    ),
    "canned_window": _("Earlier replies that a draft is compared with"),
    "cluster_from_cases": _("Cases of one cause, in a month, that make it somebody’s task"),
    "deletion_reversible_days": _("Days in which a removal can be undone"),
    "import_backlog_days": _(
        "Days after which an imported message is history and starts no clock"
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a setting; a refused one cannot be chosen and says why."""

    name: str
    value: str
    words: str
    is_chosen: bool = False
    is_default: bool = False
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is shown; ``kind`` is radio, checkbox, number, coverage."""

    key: str
    kind: str
    means: str
    price: str
    choices: tuple[Choice, ...] = ()
    value: Any = ""
    bounds: tuple[float | None, float | None] = (None, None)
    default: str = ""
    is_set: bool = False
    is_fixed: bool = False
    acts: bool = True


def settings_of(keys: Sequence[str], rows: Mapping[str, Any]) -> list[Setting]:
    """Return the settings of some keys with what a brand's rows chose."""
    return [setting for key in keys for setting in _settings(describe(key), rows)]


def numbers(rows: Mapping[str, Any]) -> list[Setting]:
    """Return the numbers that no conflict disputes."""
    made = []
    for name, row in LIMIT_KEYS.items():
        key = f"limits.{name}"
        made.append(
            Setting(
                key=key, kind="number", means=gettext(LIMIT_WORDS[name]), price="",
                value=rows.get(key, row.default), bounds=(row.minimum, row.maximum),
                default=number(row.default), is_set=key in rows, acts=acts(key),
            )
        )  # fmt: skip
    return made


def given(keys: Sequence[str], post: QueryDict) -> dict[str, Any]:
    """Return what was chosen for each key; the playbook judges whether it makes sense."""
    return {key: _given(key, post) for key in keys if _is_there(key, post)}


def _is_there(key: str, post: QueryDict) -> bool:
    return any(name == key or name.startswith(f"{key}:") for name in post)


def _given(key: str, post: QueryDict) -> Any:
    kind = "number" if key.startswith("limits.") else describe(key).kind
    raw = post.get(key, "")
    if kind in {"number", "whole", "share"}:
        return _number(raw)
    if kind == "flag":
        return raw == "true"
    if kind == "subset":
        return [name for name in post.getlist(key) if name]
    if kind == "by_fault":
        return {
            fault: post.get(f"{key}:{fault}", "") for fault in ("ours", "not_ours", "unknown")
        }
    if kind == "by_visibility":
        return {side: post.get(f"{key}:{side}") == "true" for side in ("public", "private")}
    return raw


def _number(raw: str) -> Any:
    try:
        return float(raw) if "." in raw else int(raw)
    except ValueError:
        return raw


def _settings(card: SettingCard, rows: Mapping[str, Any]) -> list[Setting]:
    words = card.words[language()]
    value = rows.get(card.key, card.default)
    base = Setting(
        key=card.key, kind="radio", means=words.means, price=words.price,
        is_set=card.key in rows, is_fixed=not card.editable, acts=acts(card.key),
    )  # fmt: skip
    if card.kind == "coverage":
        return [replace(base, kind="coverage")]
    if card.kind in {"whole", "share"}:
        shown = number(card.default)
        bounds = (card.minimum, card.maximum)
        return [replace(base, kind="number", value=value, bounds=bounds, default=shown)]
    if card.kind == "by_fault":
        return [
            _by_fault(base, card, fault, value) for fault in ("ours", "not_ours", "unknown")
        ]
    if card.kind == "by_visibility":
        return [_by_side(base, card, side, value) for side in ("public", "private")]
    return [_choosing(base, card, value)]


def _choosing(base: Setting, card: SettingCard, value: Any) -> Setting:
    words = card.words[language()]
    chosen = {str(v) for v in value} if card.kind == "subset" else {_text(value)}
    usual = set(card.default) if card.kind == "subset" else {_text(card.default)}
    answers = (
        [("true", pgettext("answer", "Yes")), ("false", pgettext("answer", "No"))]
        if card.kind == "flag"
        else [(code, words.choices[code]) for code in card.choices]
    )
    choices = [
        Choice(card.key, code, said, code in chosen, code in usual) for code, said in answers
    ]
    choices += [
        Choice(card.key, code, said, is_refused=True) for code, said in words.refused.items()
    ]
    kind = "checkbox" if card.kind == "subset" else "radio"
    return replace(base, kind=kind, choices=tuple(choices))


def _by_fault(
    base: Setting, card: SettingCard, fault: str, value: Mapping[str, str]
) -> Setting:
    words, name = card.words[language()].choices, f"{card.key}:{fault}"
    choices = [
        Choice(name, code, words[code], value[fault] == code, card.default[fault] == code)
        for code in LEVELS
    ]
    means = f"{base.means} — {FAULTS[fault]}"
    return replace(base, means=means, choices=tuple(choices))


def _by_side(base: Setting, card: SettingCard, side: str, value: Mapping[str, bool]) -> Setting:
    names = {"public": gettext("In public"), "private": gettext("In private")}
    answers = [("true", pgettext("answer", "Yes")), ("false", pgettext("answer", "No"))]
    choices = [
        Choice(f"{card.key}:{side}", code, said, _text(value[side]) == code,
               _text(card.default[side]) == code)
        for code, said in answers
    ]  # fmt: skip
    return replace(base, means=f"{base.means} — {names[side]}", choices=tuple(choices))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
