import people
import pytest
from people import NOW, minutes

from amends.casebook.models import Analysis, Author, Customer, Identity, Mention, Order
from amends.rooms.verify import service


pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(db):
    return people.brand()


def customer(brand, *keys, name="نورة العتيبي", order=""):
    made = Customer.objects.create(brand=brand, name=name)
    for kind, value in keys:
        Identity.objects.create(brand=brand, customer=made, kind=kind, value=value)
    if order:
        Order.objects.create(brand=brand, customer=made, number=order, folded_number=order)
    return made


def said(at, by=None, text="وصلتني الماكينة مكسورة", spans=(), **fields):
    mention = people.mention(at, text, by, **({"state": "understood"} | fields))
    Analysis.objects.create(
        mention=mention,
        lang="ar",
        is_complaint=True,
        complaint_probability=0.9,
        sentiment=-1,
        sentiment_score=-0.5,
        severity=3,
        anger=1,
        private_data_spans=[
            {"type": kind, "start": text.index(words), "end": text.index(words) + len(words)}
            for kind, words in spans
        ],
    )
    return mention


def test_verify_by_the_address_of_a_mail_s3_04(brand):
    noura = customer(brand, ("email", "noura@example.com"))
    author = people.author(brand, email="Noura@Example.com")

    service.verify(said(people.source(brand, "email"), author), now=NOW)

    author.refresh_from_db()
    assert (author.standing, author.customer) == ("customer", noura)
    assert (author.confidence, author.evidence) == (0.95, ["email"])
    assert Mention.objects.get().state == "verified"


@pytest.mark.parametrize(
    ("authentication", "standing"),
    [
        ({}, "customer"),
        ({"dmarc": "pass", "spf": "fail"}, "customer"),
        ({"spf": "fail", "dkim": "pass"}, "customer"),
        ({"dmarc": "fail"}, "plausible"),
        ({"spf": "softfail"}, "plausible"),
    ],
)
def test_verify_forged_sender_is_not_the_customer(brand, authentication, standing):
    customer(brand, ("email", "noura@example.com"))
    author = people.author(brand, email="noura@example.com")
    data = {"authentication": authentication}

    service.verify(said(people.source(brand, "email"), author, data=data), now=NOW)

    assert Author.objects.get().standing == standing


def test_verify_address_typed_into_a_form_is_a_claim(brand):
    customer(brand, ("email", "noura@example.com"))
    author = people.author(brand, email="noura@example.com")

    service.verify(said(people.source(brand, "web_form"), author), now=NOW)

    author.refresh_from_db()
    assert (author.standing, author.customer) == ("plausible", None)
    assert author.evidence == ["claimed_email"]


def test_verify_by_phone_and_handle(brand):
    phone = customer(brand, ("phone", "+966501234567"))
    handle = customer(brand, ("handle", "fake:sara"))
    at = people.source(brand)
    by_phone = people.author(brand, "one", phone="٠٥٠١٢٣٤٥٦٧")
    by_handle = people.author(brand, "two", handle="@Sara")

    service.verify(said(at, by_phone), now=NOW)
    service.verify(said(at, by_handle), now=NOW)

    assert Author.objects.get(pk=by_phone.pk).customer == phone
    assert Author.objects.get(pk=by_handle.pk).customer == handle


def test_verify_empty_keys_match_nobody(brand):
    customer(brand, name="")
    one, two = people.author(brand, "one", name=""), people.author(brand, "two", name="")
    at = people.source(brand, "email")

    service.verify(said(at, one), now=NOW)
    service.verify(said(at, two), now=NOW)

    assert set(Author.objects.values_list("standing", "customer")) == {("unknown", None)}


@pytest.mark.parametrize(
    ("visibility", "name", "standing"),
    [
        ("public", "Somebody Else", "plausible"),
        ("public", "نورة العتيبي", "plausible"),
        ("private", "Somebody Else", "plausible"),
        ("private", "نورة العتيبي", "customer"),
    ],
)
def test_verify_order_number_of_a_stranger_is_plausible(brand, visibility, name, standing):
    customer(brand, order="RB1042")
    author = people.author(brand, name=name)
    text = "طلبي رقم RB-۱۰۴۲ لم يصل"

    service.verify(
        said(
            people.source(brand),
            author,
            text,
            [("order_no", "RB-۱۰۴۲")],
            visibility=visibility,
        ),
        now=NOW,
    )

    author.refresh_from_db()
    assert author.standing == standing
    assert Mention.objects.get().order == Order.objects.get()


def test_verify_reads_the_order_in_a_subject_and_in_a_form(brand):
    customer(brand, order="RB1042")
    at = people.source(brand, "web_form")

    service.verify(said(at, people.author(brand, "a"), subject="order #RB1042"), now=NOW)
    service.verify(said(at, people.author(brand, "b"), data={"order": "rb-1042"}), now=NOW)
    service.verify(said(at, people.author(brand, "c"), data={"order": "999"}), now=NOW)

    assert [m.order_id is not None for m in Mention.objects.order_by("pk")] == [
        True,
        True,
        False,
    ]


def test_verify_never_crosses_the_walls_of_a_brand(brand):
    customer(people.brand("other"), ("email", "noura@example.com"), order="RB1042")
    author = people.author(brand, email="noura@example.com")
    mention = said(people.source(brand, "email"), author, subject="order #RB1042")

    service.verify(mention, now=NOW)

    assert Author.objects.get().standing == "unknown"
    assert Mention.objects.get().order is None


def test_verify_twice_does_nothing(brand):
    mention = said(people.source(brand), people.author(brand))
    service.verify(mention, now=NOW)
    Author.objects.update(standing="troll")

    service.verify(mention, now=NOW)

    assert Author.objects.get().standing == "troll"


def test_verify_mention_of_nobody_goes_on(brand):
    assert service.verify(said(people.source(brand)), now=NOW) is None
    assert Mention.objects.get().state == "verified"


def wave(brand, n, **fields):
    at = people.source(brand)
    for i in range(n):
        author = people.author(brand, f"new{i}", first_heard_at=NOW)
        said(at, author, "متجر سيئ جدا لا تشتروا منه أبدا", **fields)


@pytest.mark.parametrize(("n", "standing"), [(4, "unknown"), (5, "suspected_fake")])
def test_run_marks_a_wave_of_new_accounts_for_people_to_judge_s3_03(brand, n, standing):
    wave(brand, n)

    assert service.run(NOW) == n

    assert set(Author.objects.values_list("standing", flat=True)) == {standing}
    assert set(Mention.objects.values_list("state", flat=True)) == {"verified"}  # C-25


def test_run_wave_in_private_is_no_wave(brand):
    wave(brand, 6, visibility="private")

    service.run(NOW)

    assert set(Author.objects.values_list("standing", flat=True)) == {"unknown"}


def test_run_bad_mention_never_stops_the_next(brand):
    at = people.source(brand)
    bad = said(at, people.author(brand, "a"), data={"authentication": "not a table"})
    good = said(at, people.author(brand, "b"))

    assert service.run(NOW) == 1

    assert Mention.objects.get(pk=good.pk).state == "verified"
    assert Mention.objects.get(pk=bad.pk).retry_at == NOW + minutes(1)


def test_verify_asks_a_bounded_number_of_queries(brand, django_assert_num_queries):
    customer(brand, ("email", "noura@example.com"), order="RB1042")
    author = people.author(brand, email="noura@example.com")
    mention = said(people.source(brand, "email"), author, subject="order #RB1042")

    # savepoint, author, mention, orders, identities, author, mention, savepoint
    with django_assert_num_queries(8):
        service.verify(mention, now=NOW)
