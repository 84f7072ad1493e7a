from datetime import timedelta

import people
import pytest
from django.utils import timezone

from amends.casebook import ledger, links
from amends.casebook.models import Case, Confirmation, Customer, Survey


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def case():
    rabwa = people.brand()
    now = timezone.now()
    return people.case(
        rabwa,
        by=people.author(rabwa),
        customer=Customer.objects.create(brand=rabwa, name="نورة"),
        language="ar",
        state="resolved",
        resolved_at=now - 2 * DAY,
        state_since=now - 2 * DAY,
    )


def ask(case, expires_in=DAY, **fields):
    now = timezone.now()
    return Confirmation.objects.create(
        case=case, ask=1, asked_at=now - DAY, expires_at=now + expires_in, **fields
    )


def survey_of(case, expires_in=DAY):
    now = timezone.now()
    return Survey.objects.create(
        case=case, customer=case.customer, sent_at=now - DAY, expires_at=now + expires_in
    )


def path_of(link):
    return link.removeprefix("http://127.0.0.1:8000")


def state_of(case):
    return Case.objects.get(pk=case.pk).state


@pytest.mark.parametrize("page", ["confirm", "survey", "survey_stop"])
@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_question_speaks_the_language_picked(client, case, page, language, way):
    asked = survey_of(case)
    link = {
        "confirm": links.confirmation_link(ask(case)),
        "survey": links.survey_link(asked),
        "survey_stop": links.survey_stop_link(asked),
    }[page]
    response = client.get(path_of(link), {"language": language})

    assert f'<html lang="{language}" dir="{way}">' in response.content.decode()
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert dict(response.cookies) == {}


def test_question_speaks_the_customers_language_first(client, case):
    page = client.get(f"/confirm/{ask(case).token}/", headers={"accept-language": "en"})

    assert '<html lang="ar"' in page.content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", [{}, {"is_solved": "yes"}])
def test_confirm_looked_at_answers_nothing(client, case, method, query):
    asked = ask(case)
    response = getattr(client, method)(
        f"/confirm/{asked.token}/", query, headers={"sec-purpose": "prefetch"}
    )

    asked.refresh_from_db()
    assert (response.status_code, asked.answered_at, state_of(case)) == (200, None, "resolved")


@pytest.mark.parametrize(
    ("said", "is_solved", "state"), [("yes", True, "closed"), ("no", False, "investigating")]
)
def test_confirm_with_one_tap_answers(client, case, said, is_solved, state):
    asked = ask(case)
    response = client.post(f"/confirm/{asked.token}/", {"is_solved": said, "words": "شكرا"})

    asked.refresh_from_db()
    assert (response.status_code, asked.is_solved, asked.words) == (200, is_solved, "شكرا")
    assert state_of(case) == state


@pytest.mark.parametrize("said", ["", "maybe", "1"])
def test_confirm_without_yes_or_no_asks_again(client, case, said):
    asked = ask(case)
    response = client.post(f"/confirm/{asked.token}/", {"is_solved": said, "words": "كلمة"})

    asked.refresh_from_db()
    assert (response.status_code, asked.answered_at) == (422, None)
    assert "كلمة</textarea>" in response.content.decode()


def test_confirm_a_second_time_is_refused_kindly(client, case):
    asked = ask(case)
    client.post(f"/confirm/{asked.token}/", {"is_solved": "yes"})
    again = client.post(f"/confirm/{asked.token}/", {"is_solved": "no"})

    asked.refresh_from_db()
    assert (again.status_code, asked.is_solved, state_of(case)) == (409, True, "closed")
    assert f"/status/{case.token}/reopen/" in again.content.decode()


def test_confirm_by_the_second_ask_after_the_first_is_refused_kindly(client, case):
    first, second = ask(case), ask(case)
    client.post(f"/confirm/{first.token}/", {"is_solved": "yes"})

    assert client.post(f"/confirm/{second.token}/", {"is_solved": "no"}).status_code == 409


def test_confirm_too_late_shows_the_way_back(client, case):
    asked = ask(case, expires_in=-timedelta(seconds=1))
    response = client.post(f"/confirm/{asked.token}/", {"is_solved": "yes"})

    asked.refresh_from_db()
    assert (response.status_code, asked.answered_at) == (410, None)
    assert f"/status/{case.token}/" in response.content.decode()


def test_wrong_tokens_show_one_and_the_same_page(client, case):
    asked, sent = ask(case), survey_of(case)
    wrong = [
        f"/confirm/{sent.token}/", f"/confirm/{case.token}/", "/confirm/guess/",
        f"/survey/{asked.token}/", f"/survey/{asked.token}/stop/", "/survey/guess/",
        f"/status/{asked.token}/", f"/status/{asked.token}/reopen/", "/f/guess/",
    ]  # fmt: skip
    pages = [client.get(path) for path in wrong] + [client.post(path) for path in wrong]

    assert {p.status_code for p in pages} == {404}
    assert len({p.content for p in pages}) == 1


def test_survey_takes_two_answers_and_words(client, case):
    asked = survey_of(case)
    answers = {"satisfaction": "4", "felt_valued": "5", "words": "شكرا"}
    client.post(f"/survey/{asked.token}/", answers)

    asked.refresh_from_db()
    assert (asked.satisfaction, asked.felt_valued, asked.words) == (4, 5, "شكرا")


@pytest.mark.parametrize("value", ["0", "6", "", "x"])
def test_survey_with_an_answer_missing_asks_again(client, case, value):
    asked = survey_of(case)
    answers = {"satisfaction": "4", "felt_valued": value, "words": "كلمة"}
    response = client.post(f"/survey/{asked.token}/", answers)
    page = response.content.decode()

    asked.refresh_from_db()
    assert (response.status_code, asked.answered_at) == (422, None)
    assert 'id="id_felt_valued_error"' in page
    assert "كلمة</textarea>" in page


@pytest.mark.parametrize(("expires_in", "first", "second"), [(DAY, 200, 409), (-DAY, 410, 410)])
def test_survey_used_or_expired_stays_as_it_is(client, case, expires_in, first, second):
    asked = survey_of(case, expires_in)
    answers = {"satisfaction": "4", "felt_valued": "5"}
    codes = [client.post(f"/survey/{asked.token}/", answers).status_code for _ in range(2)]

    assert codes == [first, second]


def test_survey_looked_at_answers_nothing(client, case):
    asked = survey_of(case)
    client.get(f"/survey/{asked.token}/", {"satisfaction": "1", "felt_valued": "1"})

    asked.refresh_from_db()
    assert asked.answered_at is None


def test_survey_stop_is_said_by_the_button_alone(client, case):  # C-26
    asked = survey_of(case)
    client.get(f"/survey/{asked.token}/stop/")
    assert Customer.objects.get().may_survey is True

    for _ in range(2):
        assert client.post(f"/survey/{asked.token}/stop/").status_code == 200
    assert Customer.objects.get().may_survey is False


def test_reopen_takes_one_tap_and_a_look_takes_none(client, case):
    ledger.move(case, "closed", now=people.NOW, because=("S3-39",), outcome="accepted")
    path = f"/status/{case.token}/reopen/"

    client.get(path)
    assert state_of(case) == "closed"
    for _ in range(2):
        response = client.post(path)
        assert response.headers["Location"] == f"/status/{case.token}/?language=ar"
    assert state_of(case) == "investigating"


def test_words_with_nul_are_kept_without_it(client, case):
    asked = ask(case)
    response = client.post(f"/confirm/{asked.token}/", {"is_solved": "yes", "words": "a\0b"})

    asked.refresh_from_db()
    assert (response.status_code, asked.words) == (200, "ab")
