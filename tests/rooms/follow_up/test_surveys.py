from datetime import timedelta

import people
import pytest

from amends.casebook.errors import Refused
from amends.casebook.models import Delivery, Entry, Survey
from amends.rooms.follow_up import service
from amends.rooms.follow_up.surveys import send_survey


pytestmark = pytest.mark.django_db
NOW = people.NOW


def survey_of(case, now=NOW):
    send_survey(case, now=now)
    return Survey.objects.get(case=case)


def answer(survey, satisfaction=4, felt_valued=5, now=NOW):
    return service.answer_survey(
        survey.token,
        satisfaction=satisfaction,
        felt_valued=felt_valued,
        words=" شكرًا ",
        now=now,
    )


def test_survey_holds_two_links(resolved):
    survey = survey_of(resolved())

    text = Delivery.objects.get(message="survey").text
    assert f"/survey/{survey.token}/\n" in text
    assert f"/survey/{survey.token}/stop/" in text


def test_survey_is_answered_once(resolved):  # S2-11
    survey = answer(survey_of(resolved()))

    assert (survey.satisfaction, survey.felt_valued, survey.words) == (4, 5, "شكرًا")
    assert Entry.objects.get(kind="survey_answered").facts == {
        "survey": survey.pk, "satisfaction": 4, "felt_valued": 5,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        answer(survey)
    assert refused.value.because == ("already_answered",)


@pytest.mark.parametrize("stars", [0, 6])
def test_answer_outside_one_to_five_is_refused(resolved, stars):
    survey = survey_of(resolved())

    for answers in ({"satisfaction": stars}, {"felt_valued": stars}):
        with pytest.raises(Refused) as refused:
            answer(survey, **answers)
        assert refused.value.because == ("one_to_five", "S2-25")


def test_survey_link_expires(resolved):
    with pytest.raises(Refused) as refused:
        answer(survey_of(resolved()), now=NOW + timedelta(days=30))

    assert refused.value.because == ("link_expired",)


def test_unknown_survey_is_refused(rabwa):
    with pytest.raises(Refused):
        service.stop_surveys("x", now=NOW)
    with pytest.raises(Refused):
        answer(Survey(token="x"))


@pytest.mark.parametrize(("days", "sent"), [(29.9, False), (30, True)])
def test_customer_is_asked_once_a_period(resolved, days, sent):  # C-26
    first = resolved()
    survey_of(first)
    second = resolved(customer=first.customer, by=first.author)

    assert send_survey(second, now=NOW + timedelta(days=days)) is sent


def test_person_we_do_not_know_is_capped_by_his_account(resolved, rabwa, private):
    noura = people.author(rabwa, "noura")
    cases = [
        people.case(rabwa, at=private, by=noura, visibility="private", language="fa")
        for _ in range(2)
    ]

    assert [send_survey(case, now=NOW) for case in cases] == [True, False]


def test_who_wants_none_gets_none(resolved):  # C-26
    first = resolved()
    survey = survey_of(first)

    service.stop_surveys(survey.token, now=NOW)
    service.stop_surveys(survey.token, now=NOW)

    second = resolved(customer=first.customer, by=first.author)
    second.customer.refresh_from_db()
    assert send_survey(second, now=NOW + timedelta(days=99)) is False
    assert Entry.objects.get(case=second, kind="survey_declined").because == [
        "opted_out", "S2-12", "C-26",
    ]  # fmt: skip
    assert Entry.objects.filter(kind="survey_stopped").count() == 1
