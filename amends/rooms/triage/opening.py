"""Open cases: each with its owner, its first clock and its first lines; many in a few queries."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amends.casebook import clocks, ledger
from amends.casebook.models import Case, Clock, ClockKind, Mention, Visibility
from amends.playbook.policy import Policy
from amends.rooms.triage import facts, rules, windows
from amends.rooms.triage.owners import Rota
from amends.rooms.triage.past import customer_of
from amends.rooms.triage.reaching.opened import tell_opened
from amends.rooms.triage.rules import Person, Reading


WAITED_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Opening:
    """A mention that gets a case of its own: what was read, who is behind it, and why."""

    mention: Mention
    reading: Reading
    person: Person
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    opening: Opening
    case: Case
    clock: Clock | None
    window: Clock | None
    owned_because: tuple[str, ...]


def open_cases(openings: Sequence[Opening], *, rota: Rota, now: datetime) -> list[Case]:
    """Open the cases of these mentions, in order; nobody is in two of them."""
    numbers = _numbers(openings)
    made = [
        _make(one, next(numbers[one.mention.brand_id]), rota=rota, now=now) for one in openings
    ]
    Case.objects.bulk_create(one.case for one in made)
    Clock.objects.bulk_create(_clocks_of(made))
    ledger.begin(((one.case, _first_lines(one)) for one in made), now=now)
    tell_opened(((one.case, one.clock) for one in made), now)
    return [one.case for one in made]


def _numbers(openings: Sequence[Opening]) -> dict[int, Iterator[int]]:
    brands = {one.mention.brand_id: one.mention.brand for one in openings}
    counts = Counter(one.mention.brand_id for one in openings)
    return {pk: iter(ledger.next_numbers(brands[pk], n)) for pk, n in sorted(counts.items())}


def _clocks_of(made: Sequence[_Made]) -> Iterator[Clock]:
    for one in made:
        for clock in filter(None, (one.clock, one.window)):
            clock.case = one.case  # which has its key only now
            yield clock


def _make(opening: Opening, number: int, *, rota: Rota, now: datetime) -> _Made:
    mention, policy = opening.mention, rota.policy(opening.mention.brand)
    case = _new_case(opening, number, now)
    is_private = case.visibility == Visibility.PRIVATE
    owner = rota.choose(mention.brand, case.language, is_private=is_private)
    case.owner_id = owner.value
    case.priority = rules.priority_of(case.severity, WAITED_NOTHING, case.value, policy)
    clock = _first_clock(case, mention, policy, now)
    window = windows.clock_of(case, mention, now)
    limits = (one.limit_at for one in (clock, window) if one)
    case.limit_at = min(limits, default=None)
    return _Made(opening, case, clock, window, owner.because)


def _new_case(opening: Opening, number: int, now: datetime) -> Case:
    mention, reading = opening.mention, opening.reading
    topics = [topic for topic in reading.topics if topic != "praise"] or list(reading.topics)
    return Case(
        brand=mention.brand,
        number=number,
        customer=customer_of(mention),
        author=mention.author,
        source=mention.source,
        visibility=mention.visibility,
        language=facts.language_of(mention),
        state_since=now,
        severity=reading.severity,
        anger=reading.anger,
        topics=topics,
        topic=topics[0],
        segments=list(rules.segments_of(opening.person, reading.anger)),
        value=rules.value_of(opening.person, churn=reading.churn),
        desired_outcome=facts.wish_of(mention),
        opened_at=now,
        last_heard_at=mention.said_at,
    )


def _first_clock(case: Case, mention: Mention, policy: Policy, now: datetime) -> Clock | None:
    times = rules.first_reply_times(
        is_private=case.visibility == Visibility.PRIVATE,
        severity=case.severity,
        age=now - mention.said_at,
        policy=policy,
    )
    if times is None:
        return None
    return clocks.build(
        case,
        ClockKind.FIRST_REPLY,
        now=facts.heard_since(mention, now),
        minutes=(times.target_min, times.limit_min),
        policy=policy,
        safety=times.is_safety,
    )


def _first_lines(made: _Made) -> Iterator[ledger.Line]:
    case, mention = made.case, made.opening.mention
    yield ledger.Line("heard", {"mention": mention.pk, "source": mention.source_id}, ())
    yield ledger.Line("opened", _opened(case), made.opening.because)
    if case.desired_outcome:
        yield ledger.Line("wish_noted", {"mention": mention.pk}, ("S0-11", "C-19"))
    yield ledger.Line("assigned", {"from": None, "to": case.owner_id}, made.owned_because)
    if made.clock is None:
        yield ledger.Line("no_clock", {"kind": "first_reply"}, ("backlog", "S3-10"))
    else:
        rule = "S4c-13" if case.severity >= rules.SAFETY else "C-04"
        yield clocks.started(made.clock, [rule, "C-07"])
    if made.window is not None:
        yield clocks.started(made.window, ["C-03"])


def _opened(case: Case) -> dict[str, Any]:
    return {
        "severity": case.severity,
        "anger": case.anger,
        "topics": case.topics,
        "segments": case.segments,
        "priority": case.priority,
    }
