"""Decide about one mention: set aside, a case of its own, or part of an open one."""

from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, queue
from amends.casebook.models import Author, Case, Customer, Mention, MentionState
from amends.playbook.policy import Policy
from amends.rooms.triage import facts, joining, placing, rules
from amends.rooms.triage.bounces import note_bounce
from amends.rooms.triage.owners import Rota


@transaction.atomic
def triage(mention: Mention, *, now: datetime, rota: Rota | None = None) -> Case | None:
    """Give a verified mention its case, or say why it has none; harmless when that is done.

    Mentions of one person are taken one after the other, so that two workers open one case.
    """
    _lock_person(mention)
    row = queue.still(mention, MentionState.VERIFIED)
    if row is None:
        return Mention.objects.select_related("case").get(pk=mention.pk).case
    case, set_aside = _decide(row, rota or Rota(now), now)
    Mention.objects.filter(pk=row.pk).update(
        state=MentionState.TRIAGED,
        case=case,
        set_aside=set_aside,
        failures=0,
        retry_at=None,
    )
    if case is None:
        ledger.touch(row.brand_id)
    return case


def _lock_person(mention: Mention) -> None:
    """Lock author, then customer; the mention comes after them, always in this order."""
    customer_id = None
    if mention.author_id is not None:
        author = Author.objects.select_for_update().filter(pk=mention.author_id)
        customer_id = author.values_list("customer", flat=True).get()
    if customer_id is not None:
        Customer.objects.select_for_update().filter(pk=customer_id).values_list("pk").get()


def _decide(mention: Mention, rota: Rota, now: datetime) -> tuple[Case | None, str]:
    """Return the case, or the code of why there is none."""
    policy = rota.policy(mention.brand)
    if mention.case is not None:
        return _reread(mention.case, mention, policy, now), ""
    reading = facts.reading_of(mention)
    heard = rules.judge_hearing(facts.hearing_of(mention, reading), policy)
    if heard.value in rules.AUTOMATIC or heard.value == "ours":
        if heard.value == "bounce":
            note_bounce(mention, now=now)
        return None, heard.value
    history = facts.cases_of(mention)
    candidates = facts.candidates_for(mention, history)
    arrival = facts.arrival_of(mention, reading, deserves_case=not heard.value)
    chosen = joining.choose_case(arrival, candidates)
    if chosen.value is not None:
        case = Case.objects.get(pk=chosen.value)
        return placing.join(case, mention, reading, chosen.because, policy=policy, now=now), ""
    if heard.value:
        return None, heard.value
    because = (*heard.because, *chosen.because)
    return placing.open_case(mention, reading, because, history, rota=rota, now=now), ""


def _reread(case: Case, mention: Mention, policy: Policy, now: datetime) -> Case:
    """Weigh a case anew whose mention was changed by its author, or read better by a person."""
    locked = ledger.lock(case)
    line = ledger.Line("weighed_again", {"mention": mention.pk}, ("S1-17",))
    ledger.append_many(locked, [line], now=now)
    placing.refresh(locked, policy=policy, now=now)
    return locked
