import people
import pytest

from amends.casebook.models import Case, Customer, Identity, Mention
from amends.connectors.web_form import FormRefused
from amends.language.normalise import fold
from amends.web.calls import SHOWN, caller, log_call


pytestmark = pytest.mark.django_db
CALL = {"number": "0501234567", "direction": "in", "summary": "وصلت مكسورة", "token": "t"}


@pytest.fixture
def noura(rabwa):
    made = Customer.objects.create(brand=rabwa, name="نورة", folded_name=fold("نورة"))
    Identity.objects.create(brand=rabwa, customer=made, kind="phone", value="+966501234567")
    return made


@pytest.mark.parametrize(
    "typed", ["0501234567", "٠٥٠١٢٣٤٥٦٧", "+966 50 123 4567", "00966501234567"]
)
def test_caller_is_known_by_his_number_in_any_spelling(rabwa, noura, typed):
    assert caller(rabwa, typed).customer == noura


@pytest.mark.parametrize(
    ("typed", "number"), [("0509999999", "+966509999999"), ("12", ""), ("", "")]
)
def test_nobody_is_nobody(rabwa, noura, typed, number):
    found = caller(rabwa, typed)

    assert (found.number, found.customer, found.cases) == (number, None, ())


def test_caller_of_another_brand_is_nobody(noura):
    assert caller(people.brand("other"), "0501234567").customer is None


@pytest.mark.parametrize(("opened", "shown"), [(1, 1), (SHOWN + 1, SHOWN)])
def test_open_cases_are_shown_latest_first(rabwa, noura, opened, shown):
    people.case(rabwa, customer=noura, state="closed", outcome="withdrawn")
    cases = [people.case(rabwa, customer=noura) for _ in range(opened)]

    assert caller(rabwa, "0501234567").cases == tuple(cases[::-1][:shown])


def test_call_is_stored_once_with_its_case(rabwa):
    first = log_call(rabwa, CALL, user=rabwa.owner, now=people.NOW)
    second = log_call(rabwa, CALL, user=rabwa.owner, now=people.NOW)

    assert first == second == Case.objects.get()
    assert Mention.objects.get().case == first


def test_call_that_cannot_be_read_is_refused(rabwa):
    refused = log_call(rabwa, CALL | {"summary": ""}, user=rabwa.owner, now=people.NOW)

    assert isinstance(refused, FormRefused)
    assert Mention.objects.count() == 0
