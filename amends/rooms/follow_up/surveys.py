"""Two questions after a case the customer accepted: seldom, and never again to who wants none.

Unhappy customers teach most, so all are asked (S2-11).
"""

from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook import ledger, links
from amends.casebook.errors import Refused
from amends.casebook.models import Case, Customer, Message, Survey
from amends.casebook.policies import policy_of
from amends.rooms.follow_up import asks, rules


STARS = range(1, 6)
WORDS_LENGTH = 5000


def send_survey(case: Case, *, now: datetime) -> bool:
    """Put the survey of a case into the outbox, if this customer may be asked now (S2-12, C-26)."""
    policy = policy_of(case.brand)
    customer = _locked_customer(case.customer_id)
    facts = rules.SurveyFacts(
        may_survey=customer.may_survey if customer else True,
        surveyed_at=_surveyed_at(case, customer),
        had_one=Survey.objects.filter(case=case).exists(),
        can_ask=asks.private_door(case, policy) is not None,
    )
    verdict = rules.survey_wanted(facts, now, policy.survey_cap_days)
    if not verdict.value:
        ledger.append(case, "survey_declined", now=now, because=verdict.because)
        return False
    expires_at = now + timedelta(days=rules.TABLE.survey_days)
    survey = Survey.objects.create(
        case=case, customer=customer, sent_at=now, expires_at=expires_at
    )
    if customer is not None:
        Customer.objects.filter(pk=customer.pk).update(surveyed_at=now)
    slots = {
        "survey_link": links.survey_link(survey),
        "stop_link": links.survey_stop_link(survey),
    }
    asks.put(case, "survey", Message.SURVEY, policy, now=now, **slots)
    facts_told = {"survey": survey.pk}
    ledger.append(case, "survey_sent", now=now, facts=facts_told, because=verdict.because)
    return True


@transaction.atomic
def answer_survey(
    token: str, *, satisfaction: int, felt_valued: int, words: str, now: datetime
) -> Survey:
    """Take the two answers, each 1 to 5, and what the customer adds; once, while the link is open."""
    survey = _open_survey(token, now)
    if satisfaction not in STARS or felt_valued not in STARS:
        raise Refused("one_to_five", "S2-25")
    survey.satisfaction, survey.felt_valued = satisfaction, felt_valued
    survey.words, survey.answered_at = words.strip()[:WORDS_LENGTH], now
    survey.save(update_fields=["satisfaction", "felt_valued", "words", "answered_at"])
    facts = {"survey": survey.pk, "satisfaction": satisfaction, "felt_valued": felt_valued}
    because = ("S2-12", "S2-25")
    ledger.append(survey.case, "survey_answered", now=now, facts=facts, because=because)
    return survey


@transaction.atomic
def stop_surveys(token: str, *, now: datetime) -> None:
    """Ask this customer nothing any more; doing it twice changes nothing (C-26)."""
    survey = Survey.objects.filter(token=token).select_related("case__brand").first()
    if survey is None:
        raise Refused("no_such_link")
    ledger.lock(survey.case)
    customer = _locked_customer(survey.customer_id)
    if customer is not None and customer.may_survey:
        Customer.objects.filter(pk=customer.pk).update(may_survey=False)
        facts = {"survey": survey.pk}
        ledger.append(survey.case, "survey_stopped", now=now, facts=facts, because=("C-26",))


def _locked_customer(pk: int | None) -> Customer | None:
    """Return the customer, locked: two of his cases may close at once."""
    return Customer.objects.select_for_update().get(pk=pk) if pk is not None else None


def _open_survey(token: str, now: datetime) -> Survey:
    found = Survey.objects.filter(token=token).select_related("case__brand").first()
    if found is None:
        raise Refused("no_such_link")
    ledger.lock(found.case)
    found.refresh_from_db(fields=["answered_at"])
    facts = rules.AnswerFacts(
        expires_at=found.expires_at, is_answered=found.answered_at is not None
    )
    verdict = rules.judge_answer(facts, now)
    if not verdict.value:
        raise Refused(*verdict.because)
    return found


def _surveyed_at(case: Case, customer: Customer | None) -> datetime | None:
    """Return when this person was asked last; one we do not know is known by his account."""
    if customer is not None:
        return customer.surveyed_at
    if case.author_id is None:
        return None
    last = Survey.objects.filter(case__author=case.author_id).order_by("-sent_at").first()
    return last.sent_at if last else None
