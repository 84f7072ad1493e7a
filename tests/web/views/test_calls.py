import people
import pytest
from django.urls import reverse

from amends.casebook.models import Case, Customer, Identity, Mention, Role, Source
from amends.language.normalise import fold


pytestmark = pytest.mark.django_db
CALL = {
    "brand": "rabwa",
    "number": "٠٥٠ ١٢٣ ٤٥٦٧",
    "direction": "in",
    "summary": "وصلت الماكينة مكسورة وتريد استبدالها",
    "name": "نورة",
    "consent": "on",
    "token": "t1",
}


@pytest.fixture
def desk(client, rabwa):
    client.force_login(people.member(rabwa))
    client.cookies["language"] = "en"
    return client


def noura(at):
    made = Customer.objects.create(
        brand=at, name="نورة القحطاني", folded_name=fold("نورة القحطاني")
    )
    Identity.objects.create(brand=at, customer=made, kind="phone", value="+966501234567")
    return made


def log(desk, **change):
    return desk.post(reverse("call_new"), CALL | change)


def test_call_becomes_a_private_case_of_the_customer(desk, rabwa):
    customer = noura(rabwa)

    answer = log(desk)

    case, mention = Case.objects.get(), Mention.objects.get()
    assert answer.url == reverse("case", args=["rabwa", case.number])
    assert (case.customer, case.visibility, case.owner) == (customer, "private", rabwa.owner)
    assert (mention.case, mention.source.kind, mention.url) == (
        case,
        "phone",
        "tel:+966501234567",
    )


def test_call_the_reader_takes_for_no_complaint_becomes_a_case(desk):
    log(desk, summary="شكرا لكم")

    assert Mention.objects.get().case == Case.objects.get()


def test_second_click_changes_nothing(desk):
    first, second = log(desk), log(desk)

    assert first.url == second.url
    assert (Mention.objects.count(), Case.objects.count(), Source.objects.count()) == (1, 1, 1)


def test_second_call_about_the_same_joins_the_open_case(desk):
    log(desk)
    log(desk, token="t2", summary="الماكينة ما زالت مكسورة")

    assert (Mention.objects.count(), Case.objects.count()) == (2, 1)


def test_time_typed_is_the_brands(desk, rabwa):
    log(desk, at="2026-11-20T12:00")

    assert Mention.objects.get().said_at.isoformat() == "2026-11-20T09:00:00+00:00"


@pytest.mark.parametrize(
    "change", [{"summary": ""}, {"number": "x"}, {"at": "noon"}, {"brand": "none"}]
)
def test_what_is_wrong_is_shown_and_nothing_typed_is_lost(desk, change):
    answer = log(desk, **change)

    assert (answer.status_code, Mention.objects.count()) == (422, 0)
    assert "نورة" in answer.content.decode()
    assert answer.context["form"].errors


@pytest.mark.parametrize("count", [1, 3])
def test_caller_is_shown_while_the_number_is_typed(
    desk, rabwa, django_assert_num_queries, count
):
    customer = noura(rabwa)
    for _ in range(count):
        people.case(rabwa, customer=customer)

    with django_assert_num_queries(6):
        page = desk.get(reverse("call_who"), {"brand": "rabwa", "number": "۰۵۰۱۲۳۴۵۶۷"})

    words = page.content.decode()
    assert "نورة القحطاني" in words
    assert words.count("/cases/rabwa/") == count


@pytest.mark.parametrize("number", ["", "12", "0509999999"])
def test_number_nobody_knows_shows_nobody(desk, rabwa, number):
    noura(rabwa)

    page = desk.get(reverse("call_who"), {"brand": "rabwa", "number": number})

    assert "نورة" not in page.content.decode()


def test_number_behind_another_wall_shows_nothing(desk):
    other = people.brand("other")
    noura(other)

    assert (
        desk.get(reverse("call_who"), {"brand": "other", "number": "0501234567"}).status_code
        == 404
    )
    assert log(desk, brand="other").status_code == 422


def test_analyst_logs_no_calls(client, rabwa):
    client.force_login(people.member(rabwa, "Ana", Role.ANALYST))

    assert client.get(reverse("call_new")).status_code == 403
    assert "/calls/new/" not in client.get(reverse("inbox")).content.decode()


def test_button_stands_in_the_inbox(desk):
    assert "/calls/new/" in desk.get(reverse("inbox")).content.decode()
