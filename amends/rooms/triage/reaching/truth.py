"""Which notices are over: seen, or about something that is no longer so."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from amends.casebook.models import (
    Call,
    Clock,
    ClockState,
    Crisis,
    Delivery,
    DeliveryState,
    Notice,
    Remedy,
    RemedyState,
)


def over(notices: Sequence[Notice]) -> set[int]:
    """Return the ids of those that nobody need be told any more."""
    still = {
        "clock": _keys(notices, "clock", Clock.objects.filter(state=ClockState.RUNNING)),
        "crisis": _keys(notices, "crisis", Crisis.objects.filter(ended_at=None)),
        "remedy": _keys(notices, "remedy", Remedy.objects.filter(state=RemedyState.PROPOSED)),
        "held": _keys(notices, "held", Delivery.objects.filter(state=DeliveryState.HELD)),
    }
    heard = _heard_calls(notices)
    return {one.pk for one in notices if one.seen_at or one.pk in heard or _is_past(one, still)}


def _keys(notices: Iterable[Notice], name: str, rows: QuerySet[Any]) -> set[int]:
    named = {one.facts[name] for one in notices if name in one.facts}
    return set(rows.filter(pk__in=named).values_list("pk", flat=True)) if named else set()


def _is_past(notice: Notice, still: dict[str, set[int]]) -> bool:
    """Tell whether what it names is done; that a crisis is over is no news about a living one."""
    if notice.kind == "crisis_over":
        return False
    return any(
        notice.facts[name] not in keys for name, keys in still.items() if name in notice.facts
    )


def _heard_calls(notices: Iterable[Notice]) -> set[int]:
    """Return those that call somebody who has looked at the case since."""
    called = {one.facts["note"]: one.pk for one in notices if "note" in one.facts}
    if not called:
        return set()
    users = {one.user_id for one in notices}
    seen = Call.objects.filter(note__in=called, user__in=users).exclude(seen_at=None)
    return {called[note] for note in seen.values_list("note", flat=True)}
