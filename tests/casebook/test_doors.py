import people
import pytest

from amends.casebook import doors
from amends.casebook.models import Customer, Delivery, Message


pytestmark = pytest.mark.django_db
PLATFORMS = {"fake_private": "fake", "email": "email"}


@pytest.fixture
def rabwa():
    return people.brand()


def test_private_source_is_the_one_he_wrote_to(rabwa):
    at = people.source(rabwa, "fake_private")
    case = people.case(rabwa, at=at, visibility="private")

    assert doors.private_source(case, PLATFORMS, any_door=False) == at


def test_private_source_of_a_public_case_is_the_same_platform(rabwa):  # S3-14
    noura = people.author(rabwa)
    case = people.case(rabwa, at=people.source(rabwa), by=noura)
    private = people.source(rabwa, "fake_private")

    assert doors.private_source(case, PLATFORMS, any_door=False) == private


@pytest.mark.parametrize("any_door", [True, False])
def test_private_source_is_his_mail_only_where_any_door_will_do(rabwa, any_door):
    noura = people.author(rabwa, email="noura@mail.example", platform="reviews")
    case = people.case(rabwa, at=people.source(rabwa, "fake_link"), by=noura)
    mail = people.source(rabwa, "email")

    found = doors.private_source(case, PLATFORMS, any_door=any_door)

    assert found == (mail if any_door else None)


def test_private_source_is_none_at_another_brand(rabwa):
    other = people.brand("sahab")
    people.source(other, "fake_private")
    case = people.case(rabwa, at=people.source(rabwa), by=people.author(rabwa))

    assert doors.private_source(case, PLATFORMS, any_door=True) is None


def test_private_source_follows_him_where_he_wrote_in_private(rabwa):
    noura = people.author(rabwa)
    case = people.case(rabwa, at=people.source(rabwa), by=noura)
    people.source(rabwa, "fake_private")
    mail = people.source(rabwa, "email")
    people.mention(mail, by=noura, case=case, visibility="private")

    assert doors.private_source(case, PLATFORMS, any_door=False) == mail


def test_address_answers_the_last_mention_in_its_thread(rabwa):
    mail = people.source(rabwa, "email")
    noura = people.author(rabwa, "n", "email", email="noura@mail.example")
    case = people.case(rabwa, at=mail, by=noura, visibility="private")
    people.mention(mail, by=noura, case=case, visibility="private", external_id="<a@x>")
    people.mention(
        mail, by=noura, case=case, visibility="private", external_id="<b@x>",
        parents=["<t.1@shop>", "<a@x>"], subject="ماكينة",
    )  # fmt: skip

    where = doors.address(case, mail, "private")

    assert (where.to, where.parent, where.thread, where.subject) == (
        "noura@mail.example",
        "<b@x>",
        "<a@x>",
        "Re: ماكينة",
    )
    assert list(where.references) == ["<a@x>", "<t.1@shop>", "<b@x>"]


def test_address_without_a_mention_there_opens_a_conversation(rabwa):
    private = people.source(rabwa, "fake_private")
    case = people.case(rabwa, at=people.source(rabwa), by=people.author(rabwa))

    where = doors.address(case, private, "private")

    assert (where.to, where.parent, where.thread) == ("noura", "", "")


@pytest.mark.parametrize(
    ("subject", "answer"),
    [("", ""), ("Broken", "Re: Broken"), ("Re: Broken", "Re: Broken"), ("RE: x", "RE: x")],
)
def test_subject_is_marked_as_an_answer_once(subject, answer):
    assert doors.reply_subject(subject) == answer


@pytest.mark.parametrize(
    ("visibility", "message", "counts"),
    [("public", "reply", True), ("private", "reply", False), ("public", "notice", False)],
)
def test_only_public_replies_count(rabwa, visibility, message, counts):
    at = people.source(rabwa)
    case = people.case(rabwa, at=at, by=people.author(rabwa))

    made = doors.put(
        case, doors.address(case, at, visibility), "x", now=people.NOW, message=message
    )

    assert made.counts is counts
    assert Delivery.objects.get().message == Message(message)


@pytest.mark.parametrize(
    ("of_case", "of_customer", "written"),
    [("fa", "ar", "fa"), ("fa-IR", "", "fa"), ("other", "en", "en"), ("", "", "ar")],
)
def test_language_is_the_customers_or_the_brands(rabwa, of_case, of_customer, written):
    customer = Customer.objects.create(brand=rabwa, language=of_customer)
    case = people.case(rabwa, language=of_case, customer=customer)

    assert doors.language_of(case) == written
