"""The ledger: the only way a case changes state, and the memory of everything done to it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from amends.casebook.errors import CannotMove
from amends.casebook.models import Brand, Case, CaseState, Entry, Outcome, Reason, User


S = CaseState
MOVES: Mapping[str, frozenset[str]] = {
    S.NEW: frozenset({S.ACKNOWLEDGED, S.CLOSED}),
    S.ACKNOWLEDGED: frozenset({S.INVESTIGATING, S.WAITING, S.RESOLVED}),
    S.INVESTIGATING: frozenset({S.WAITING, S.RESOLVED}),
    S.WAITING: frozenset({S.INVESTIGATING, S.RESOLVED, S.CLOSED}),
    S.RESOLVED: frozenset({S.CLOSED, S.INVESTIGATING}),
    S.CLOSED: frozenset({S.INVESTIGATING}),
}
FROM_NEW_TO_CLOSED = frozenset(
    {Outcome.NOT_A_COMPLAINT, Outcome.WITHDRAWN, Outcome.NO_ANSWER, Outcome.MERGED}
)
WAKES = frozenset({S.INVESTIGATING, S.CLOSED})  # whoever sets a case going finds it awake


def lock(case: Case) -> Case:
    """Return the case as it stands now, locked until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to write down: its kind, its ids, codes and numbers, and the rules behind it."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    because: Sequence[str] = ()


def append(
    case: Case,
    kind: str,
    *,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    because: Sequence[str] = (),
    actor: User | None = None,
) -> Entry:
    """Add a line to the ledger of a case, and tell every screen that something moved.

    ``facts`` holds ids, codes, numbers and rule ids; words of people belong into rows of their own.
    """
    return append_many(case, [Line(kind, facts or {}, because)], now=now, actor=actor)[0]


@transaction.atomic
def append_many(
    case: Case, lines: Iterable[Line], *, now: datetime, actor: User | None = None
) -> list[Entry]:
    """Add lines to the ledger of a case in one go, in order; see ``append``."""
    # The lock on the case puts writers of one chain in a row.
    lock(case)
    last = Entry.objects.filter(case=case).order_by("-seq").first()
    entries = Entry.objects.bulk_create(_chain(case, last, lines, now, actor))
    touch(case.brand_id)
    return entries


def begin(
    lines_by_case: Iterable[tuple[Case, Iterable[Line]]], *, now: datetime
) -> list[Entry]:
    """Write the first lines of cases made in this transaction: nobody else can see them yet."""
    entries = [
        entry for case, lines in lines_by_case for entry in _chain(case, None, lines, now, None)
    ]
    return Entry.objects.bulk_create(entries)


def _chain(
    case: Case, last: Entry | None, lines: Iterable[Line], now: datetime, actor: User | None
) -> Iterator[Entry]:
    for line in lines:
        last = _chained(case, last, line, now, actor)
        yield last


def _chained(
    case: Case, last: Entry | None, line: Line, now: datetime, actor: User | None
) -> Entry:
    entry = Entry(
        case=case,
        seq=last.seq + 1 if last else 1,
        kind=line.kind,
        at=now,
        actor=actor,
        facts=dict(line.facts),
        because=list(line.because),
        previous_hash=last.hash if last else "",
    )
    entry.hash = hash_of(entry)
    return entry


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 over an entry and the hash of the one before it, as hex."""
    content = [
        entry.case_id, entry.seq, entry.kind, entry.at.isoformat(), entry.actor_id,
        entry.facts, entry.because, entry.previous_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def first_broken(case: Case) -> int | None:
    """Return the number of the first entry whose chain does not hold; None when all do."""
    previous = ""
    for expected, entry in enumerate(Entry.objects.filter(case=case).order_by("seq"), start=1):
        if (entry.seq, entry.previous_hash, entry.hash) != (expected, previous, hash_of(entry)):
            return expected
        previous = entry.hash
    return None


@transaction.atomic
def move(
    case: Case,
    to: str,
    *,
    now: datetime,
    because: Sequence[str],
    actor: User | None = None,
    outcome: str = "",
) -> Entry:
    """Move a case to another state and write why, in one transaction.

    Closing needs an outcome. Raises CannotMove where DESIGN's table of states has no such arrow.
    """
    current = lock(case)
    _check_move(current, to, outcome)
    fields = {"state": to, "state_since": now, "outcome": outcome}
    fields |= {S.RESOLVED.value: {"resolved_at": now}, S.CLOSED.value: {"closed_at": now}}.get(
        to, {}
    )
    if to in WAKES:
        fields["snoozed_until"] = None
    entry = append(
        case,
        "moved",
        now=now,
        facts={"from": current.state, "to": str(to), "outcome": outcome},
        because=because,
        actor=actor,
    )
    Case.objects.filter(pk=case.pk).update(**fields)
    for name, value in fields.items():
        setattr(case, name, value)
    return entry


def _check_move(case: Case, to: str, outcome: str) -> None:
    if to not in MOVES[case.state]:
        raise CannotMove(f"{case} cannot go from {case.state} to {to}.")
    if (to == S.CLOSED) != bool(outcome):
        raise CannotMove("A case is closed with an outcome, and only then.")
    if case.state == S.NEW and to == S.CLOSED and outcome not in FROM_NEW_TO_CLOSED:
        raise CannotMove(f"A new case cannot be closed as {outcome}.")


@transaction.atomic
def assign(
    case: Case, owner: User, *, now: datetime, because: Sequence[str], actor: User | None = None
) -> Entry:
    """Give a case to its one owner, with its running clocks."""
    entry = append(
        case,
        "assigned",
        now=now,
        facts={"from": case.owner_id, "to": owner.pk},
        because=because,
        actor=actor,
    )
    Case.objects.filter(pk=case.pk).update(owner=owner)
    case.clocks.filter(state="running").update(owner=owner)
    case.owner = owner
    return entry


def keep_reason(case: Case, user: User, text: str, now: datetime) -> Reason:
    """Store a reason a person typed, apart from the ledger that will name it by id."""
    return Reason.objects.create(case=case, user=user, text=text.strip(), given_at=now)


def touch(brand_id: int) -> None:
    """Move the brand's version, so that open pages ask for what is new."""
    Brand.objects.filter(pk=brand_id).update(version=F("version") + 1)


def next_number(brand: Brand) -> int:
    """Return the next case number of a brand; see ``next_numbers``."""
    return next_numbers(brand, 1)[0]


def next_numbers(brand: Brand, how_many: int) -> range:
    """Return the next case numbers of a brand and tell its screens; in the transaction of the cases."""
    row = Brand.objects.filter(pk=brand.pk)
    row.update(last_case_number=F("last_case_number") + how_many, version=F("version") + 1)
    last = int(row.values_list("last_case_number", flat=True).get())
    return range(last - how_many + 1, last + 1)
