"""The case page: everything it shows, gathered once."""

from datetime import datetime
from typing import Any

from amends.casebook import ledger
from amends.casebook.models import Call, Case, CaseState, User
from amends.rooms.resolve import service as resolve
from amends.web import names
from amends.web.beside import beside
from amends.web.doors import can
from amends.web.entries import is_intact, lines_of
from amends.web.faces import Face, choose, face_of
from amends.web.reading import SHOWN_FLAGS, readings, speaking
from amends.web.rows import who_of
from amends.web.thread import thread_of
from amends.web.tidying import DEEDS


ORDERS_SHOWN = 8


def dossier(case: Case, *, now: datetime, whole: bool) -> dict[str, Any]:
    """Return what the template of a case asks for."""
    thread = thread_of(case, now=now, whole=whole)
    spoken = speaking(thread.mentions)
    return {
        "page": "inbox",
        "case": case,
        "zone": case.brand.timezone,
        "who": who_of(case),
        "thread": thread,
        "faces": faces(case, now),
        "spoken": spoken,
        "readings": readings(spoken) if spoken else [],
        "beside": beside(case, thread.mentions),
        # What he bought, and when it came: to stand in his place (S3-19).
        "orders": list(case.customer.orders.all()[:ORDERS_SHOWN]) if case.customer else [],
        "promises": list(
            case.promises.select_related("clock", "made_by", "reason").order_by("due_at")
        ),
        "remedies": list(
            case.remedies.select_related("proposed_by", "decided_by").order_by("pk")
        ),
        "causes": list(case.causes.all()),
        "options": resolve.options(case),
        "lines": lines_of(case),
        "is_intact": is_intact(case),
        "tags": list(case.tags.order_by("name")),
        "merged_cases": sorted(case.merged_cases.all(), key=lambda one: one.pk),
        "forms": forms_of(case),
        "moves": moves(case),
        "topics": names.TOPICS,
        "flags": ("is_complaint", *SHOWN_FLAGS),
        "may": {name: can(case.brand, f"casebook.{name}") for name in MAY},
    }


def calls_of(case: Case, user: User) -> int:
    """Count the notes of a case that call a person who has not looked yet."""
    return Call.objects.filter(note__case=case, user=user, seen_at=None).count()


MAY = ("answer", "resolve", "assign", "approve", "praise", "settle_unknown")


def faces(case: Case, now: datetime) -> list[Face]:
    """Return the two clocks of the head: what runs, soonest first; else what was last kept."""
    clocks = list(case.clocks.select_related("promise"))
    running = sorted((c for c in clocks if c.state == "running"), key=lambda c: c.limit_at)
    zone = case.brand.timezone
    if not running:
        last = choose(clocks)
        return [face_of(last, zone, now)] if last else []
    return [face_of(clock, zone, now) for clock in running[:2]]


def forms_of(case: Case) -> dict[str, Any]:
    """Return an empty form for each deed, by a name a template can say."""
    return {name.replace("-", "_"): deed.form(case=case) for name, deed in DEEDS.items()}


def moves(case: Case) -> dict[str, bool]:
    """Say which moves the state allows; the rooms still say no with a reason."""
    allowed = ledger.MOVES[case.state]
    return {
        "wait": CaseState.WAITING in allowed,
        "resolve": CaseState.RESOLVED in allowed,
        "close": CaseState.CLOSED in allowed,
        "reopen": case.state in {CaseState.RESOLVED, CaseState.CLOSED},
        "no_complaint": case.state == CaseState.NEW,
    }
