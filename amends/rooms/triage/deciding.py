"""Decide about mentions: set aside, a case of its own, or part of an open one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, queue
from amends.casebook.models import Case, Mention, MentionState
from amends.playbook.policy import Policy
from amends.rooms.triage import facts, joining, placing, rules
from amends.rooms.triage.bounces import note_bounce
from amends.rooms.triage.opening import Opening, open_cases
from amends.rooms.triage.owners import Rota
from amends.rooms.triage.past import Past, waves


def triage(mention: Mention, *, now: datetime) -> Case | None:
    """Give a verified mention its case and return it; None when it has none. See ``triage_all``."""
    triage_all([mention], now=now)
    return Mention.objects.select_related("case").get(pk=mention.pk).case


@transaction.atomic
def triage_all(mentions: Sequence[Mention], *, now: datetime) -> int:
    """Give each verified mention its case, or say why it has none; harmless when that is done.

    Mentions of one person are taken one after the other, so that two workers open one case.
    """
    rows, rota = queue.hold(mentions, MentionState.VERIFIED, *queue.LONG), Rota(now)
    for wave in waves(rows):
        _take(wave, rota, now)
    for brand_id in {row.brand_id for row in rows if row.case is None}:
        ledger.touch(brand_id)
    return len(rows)


def _take(wave: Sequence[Mention], rota: Rota, now: datetime) -> None:
    """Decide about mentions none of which depends on another, and let them go on."""
    past, openings = Past(wave), []
    for mention in wave:
        mention.set_aside = ""
        decided = _decide(mention, past, rota.policy(mention.brand), now)
        if isinstance(decided, Opening):
            openings.append(decided)
        elif isinstance(decided, Case):
            mention.case = decided
        else:
            mention.set_aside = decided
        mention.forget_at = _forget_at(mention, rota.policy(mention.brand), now)
    for opening, case in zip(openings, open_cases(openings, rota=rota, now=now), strict=True):
        opening.mention.case = case
    queue.go_on(wave, MentionState.TRIAGED, "case_id", "set_aside", "forget_at")


def _forget_at(mention: Mention, policy: Policy, now: datetime) -> datetime | None:
    after = rules.forget_after(mention.set_aside, policy)
    return None if after is None else now + after


def _decide(
    mention: Mention, past: Past, policy: Policy, now: datetime
) -> Case | Opening | str:
    """Return the case, what opens one, or the code of why there is none."""
    if mention.case is not None:
        return _reread(mention.case, mention, policy, now)
    reading = facts.reading_of(mention)
    heard = rules.judge_hearing(facts.hearing_of(mention, reading), policy)
    if heard.value in rules.AUTOMATIC or heard.value == "ours":
        if heard.value == "bounce":
            note_bounce(mention, now=now)
        return heard.value
    arrival = facts.arrival_of(mention, reading, deserves_case=not heard.value)
    chosen = joining.choose_case(arrival, past.candidates_for(mention))
    if chosen.value is not None:
        case = past.case(chosen.value)
        return placing.join(case, mention, reading, chosen.because, policy=policy, now=now)
    if heard.value:
        return heard.value
    because = (*heard.because, *chosen.because)
    return Opening(mention, reading, past.person_of(mention), because)


def _reread(case: Case, mention: Mention, policy: Policy, now: datetime) -> Case:
    """Weigh a case anew whose mention was changed by its author, or read better by a person."""
    locked = ledger.lock(case)
    line = ledger.Line("weighed_again", {"mention": mention.pk}, ("S1-17",))
    ledger.append_many(locked, [line], now=now)
    placing.refresh(locked, policy=policy, now=now)
    return locked
