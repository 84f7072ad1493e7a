"""A person says whether what was found speaks of us: it becomes a case as usual, or goes by.

What was found is solved like what was brought to us (S4d-12).

Each answer is counted by its signs, so that the next text of its kind is judged better; it can be
taken back.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from amends.casebook import ledger, next_reply
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    Hit,
    HitState,
    Lesson,
    Mention,
    MentionState,
    Outcome,
    User,
)
from amends.casebook.policies import policy_of
from amends.casebook.roles import may
from amends.language.naming.relevance import learn
from amends.rooms.triage import rules
from amends.rooms.triage.corrections import close_as_none, is_nothing_else
from amends.rooms.triage.deciding import triage


ANSWERED: Final = (HitState.YES, HitState.NO)
MOST_COUNTED: Final = 2000
"""The latest answers a brand learns from: what it sells and who writes changes."""


@transaction.atomic
def answer_hit(hit: Hit, *, is_us: bool, actor: User, now: datetime) -> Case | None:
    """Keep a person's answer, learn from it, and let the mention go on; returns its case.

    The same answer again changes nothing. Raises NotAllowed, or Refused where the case of what is
    not about us is being worked on already.
    """
    row = _hold(hit, actor)
    state = HitState.YES if is_us else HitState.NO
    if row.state == state:
        return row.mention.case
    _keep(row, state, actor, now)
    if is_us:
        return _let_in(row.mention, actor, now)
    _let_go(row, "no", actor, now)
    return None


@transaction.atomic
def undo_answer(hit: Hit, *, actor: User, now: datetime) -> None:
    """Take an answer back: the mention waits again, and nothing was learnt from it.

    Raises NotAllowed, or Refused where nothing was answered or the case is being worked on.
    """
    row = _hold(hit, actor)
    if row.state not in ANSWERED:
        raise Refused("not_answered")
    _keep(row, HitState.MAYBE, None, now)
    _let_go(row, "maybe", actor, now)


def teach(brand: Brand, now: datetime) -> None:
    """Count a brand's answers anew."""
    rows = Hit.objects.filter(brand=brand, state__in=ANSWERED).order_by("-answered_at")
    answers = rows.values_list("signs", "state")[:MOST_COUNTED]
    lesson = learn((signs, state == HitState.YES) for signs, state in answers)
    counted = {"yes": lesson.yes, "no": lesson.no, "by_sign": dict(lesson.by_sign)}
    Lesson.objects.update_or_create(brand=brand, defaults=counted | {"taught_at": now})


def _hold(hit: Hit, actor: User) -> Hit:
    rows = Hit.objects.select_for_update(of=("self",))
    row = rows.select_related("brand", "mention__case", "mention__brand").get(pk=hit.pk)
    if not may(actor, "casebook.answer", row):
        raise NotAllowed("You may not say what is about this brand.")
    return row


def _keep(hit: Hit, state: HitState, actor: User | None, now: datetime) -> None:
    hit.state, hit.answered_by, hit.answered_at = state, actor, now if actor else None
    hit.save(update_fields=["state", "answered_by", "answered_at"])
    teach(hit.brand, now)
    ledger.touch(hit.brand_id)


def _let_in(mention: Mention, actor: User, now: datetime) -> Case | None:
    if mention.case is not None:
        _reopen(mention.case, mention, actor, now)
        return mention.case
    waiting = Mention.objects.filter(pk=mention.pk, state=MentionState.TRIAGED)
    waiting.update(state=MentionState.VERIFIED, set_aside="", forget_at=None)
    case = triage(mention, now=now)
    if case is not None:
        facts = {"mention": mention.pk}
        ledger.append(case, "named_us", now=now, facts=facts, because=["S4b-05"], actor=actor)
    return case


def _reopen(case: Case, mention: Mention, actor: User, now: datetime) -> None:
    """Set going again what closed because an answer was taken back."""
    if case.state != CaseState.CLOSED or case.outcome != Outcome.NOT_A_COMPLAINT:
        return
    facts = {"mention": mention.pk}
    ledger.append(case, "reopened", now=now, facts=facts, because=["S4b-05"], actor=actor)
    ledger.move(case, CaseState.INVESTIGATING, now=now, because=["S4b-05"], actor=actor)
    next_reply.owe(case, now=now)
    Case.objects.filter(pk=case.pk).update(waits_for_us=True)


def _let_go(hit: Hit, found: str, actor: User, now: datetime) -> None:
    """Set a mention aside, and close the case it opened unless somebody works on it."""
    mention, case = hit.mention, hit.mention.case
    if case is not None and case.state != CaseState.CLOSED:
        if not is_nothing_else(case):
            raise Refused("case_at_work")
        close_as_none(case, actor=actor, now=now, facts={"mention": mention.pk})
    set_aside = rules.SET_ASIDE_BY_HIT[found]
    after = rules.forget_after(set_aside, policy_of(hit.brand))
    Mention.objects.filter(pk=mention.pk).update(
        set_aside=set_aside, forget_at=now + after if after else None
    )
