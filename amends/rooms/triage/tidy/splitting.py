"""Make a case of its own out of some words of another: two problems, two cases (S2-14)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook import clocks, ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Clock, ClockKind, Mention, User, Visibility
from amends.casebook.policies import policy_of
from amends.casebook.roles import may
from amends.rooms.triage import facts, placing, rules
from amends.rooms.triage.tidy.duties import running_of


@transaction.atomic
def split(case: Case, mention_ids: Iterable[int], *, actor: User, now: datetime) -> Case:
    """Take chosen words of one person into a new case with the same owner and a first-reply clock.

    The clock begins when the old one did, or now where that was answered: nobody wins time by
    splitting. Raises NotAllowed, or Refused when nothing or everything is chosen.
    """
    if not may(actor, "casebook.assign", case):
        raise NotAllowed(NotAllowed.__doc__)
    case = ledger.lock(case)
    chosen = _choose(case, list(mention_ids))
    made = _new_case(case, chosen[0], now)
    ids = [mention.pk for mention in chosen]
    Mention.objects.filter(pk__in=ids).update(case=made)
    lines = [
        ledger.Line("split_from", {"case": case.pk, "number": case.number, "mentions": ids}, ("S2-14",)),
        ledger.Line("assigned", {"from": None, "to": made.owner_id}, ("same_owner",)),
    ]  # fmt: skip
    ledger.append_many(made, lines, now=now, actor=actor)
    _weigh(made, now)
    _start_clock(made, case, now)
    told = {"case": made.pk, "number": made.number, "mentions": ids}
    ledger.append(case, "split", now=now, facts=told, because=("S2-14",), actor=actor)
    _weigh(case, now)
    return made


def _choose(case: Case, ids: list[int]) -> list[Mention]:
    said = case.mentions.select_related("analysis", "source", "author", "brand")
    everything = list(said.filter(is_ours=False).order_by("said_at", "pk"))
    chosen = [mention for mention in everything if mention.pk in ids]
    if case.merged_into_id is not None:
        raise Refused("lives_on_elsewhere")
    if not chosen:
        raise Refused("nothing_chosen")
    if len(chosen) == len(everything):
        raise Refused("nothing_left")
    if len({mention.author_id for mention in chosen}) > 1:
        raise Refused("not_one_person")
    return chosen


def _new_case(case: Case, first: Mention, now: datetime) -> Case:
    return Case.objects.create(
        brand_id=case.brand_id,
        number=ledger.next_number(case.brand),
        owner_id=case.owner_id,
        customer=first.author.customer if first.author else None,
        author=first.author,
        source=first.source,
        visibility=first.visibility,
        language=facts.language_of(first),
        segments=case.segments,
        value=case.value,
        state_since=now,
        opened_at=now,
        last_heard_at=min(first.said_at, now),
    )


def _weigh(case: Case, now: datetime) -> None:
    placing.refresh(case, policy=policy_of(case.brand), now=now)


def _start_clock(made: Case, case: Case, now: datetime) -> None:
    policy = policy_of(made.brand)
    times = rules.first_reply_times(
        is_private=made.visibility == Visibility.PRIVATE,
        severity=made.severity,
        age=timedelta(),
        policy=policy,
    )
    if times is None:
        return
    old: Clock | None = running_of(case, ClockKind.FIRST_REPLY)
    clocks.start(
        made,
        ClockKind.FIRST_REPLY,
        now=old.started_at if old else now,
        target_min=times.target_min,
        limit_min=times.limit_min,
        policy=policy,
        safety=times.is_safety,
    )
