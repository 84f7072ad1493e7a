import people
import pytest
from people import NOW, minutes

from amends.casebook.models import Analysis, Author, Customer, Identity, Mention, Order, Source
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


def verify(*mentions):
    return service.verify(mentions, now=NOW)


def test_verify_by_the_address_of_a_mail_s3_04(brand):
    noura = customer(brand, ("email", "noura@example.com"))
    author = people.author(brand, email="Noura@Example.com")

    verify(said(people.source(brand, "email"), author))

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

    verify(said(people.source(brand, "email"), author, data=data))

    assert Author.objects.get().standing == standing


def test_verify_address_typed_into_a_form_is_a_claim(brand):
    customer(brand, ("email", "noura@example.com"))
    author = people.author(brand, email="noura@example.com")

    verify(said(people.source(brand, "web_form"), author))

    author.refresh_from_db()
    assert (author.standing, author.customer) == ("plausible", None)
    assert author.evidence == ["claimed_email"]


def test_verify_by_phone_and_handle(brand):
    phone = customer(brand, ("phone", "+966501234567"))
    handle = customer(brand, ("handle", "fake:sara"))
    at = people.source(brand)
    by_phone = people.author(brand, "one", phone="٠٥٠١٢٣٤٥٦٧")
    by_handle = people.author(brand, "two", handle="@Sara")

    verify(said(at, by_phone))
    verify(said(at, by_handle))

    assert Author.objects.get(pk=by_phone.pk).customer == phone
    assert Author.objects.get(pk=by_handle.pk).customer == handle


def test_verify_empty_keys_match_nobody(brand):
    customer(brand, name="")
    one, two = people.author(brand, "one", name=""), people.author(brand, "two", name="")
    at = people.source(brand, "email")

    verify(said(at, one))
    verify(said(at, two))

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

    spans = [("order_no", "RB-۱۰۴۲")]
    verify(said(people.source(brand), author, text, spans, visibility=visibility))

    author.refresh_from_db()
    assert author.standing == standing
    assert Mention.objects.get().order == Order.objects.get()


def test_verify_reads_the_order_in_a_subject_and_in_a_form(brand):
    customer(brand, order="RB1042")
    at = people.source(brand, "web_form")

    verify(said(at, people.author(brand, "a"), subject="order #RB1042"))
    verify(said(at, people.author(brand, "b"), data={"order": "rb-1042"}))
    verify(said(at, people.author(brand, "c"), data={"order": "999"}))

    assert [m.order_id is not None for m in Mention.objects.order_by("pk")] == [
        True,
        True,
        False,
    ]


def test_verify_never_crosses_the_walls_of_a_brand(brand):
    customer(people.brand("other"), ("email", "noura@example.com"), order="RB1042")
    author = people.author(brand, email="noura@example.com")
    mention = said(people.source(brand, "email"), author, subject="order #RB1042")

    verify(mention)

    assert Author.objects.get().standing == "unknown"
    assert Mention.objects.get().order is None


def test_verify_twice_does_nothing(brand):
    mention = said(people.source(brand), people.author(brand))
    verify(mention)
    Author.objects.update(standing="troll")

    assert verify(mention) == 0

    assert Author.objects.get().standing == "troll"


def test_verify_mention_of_nobody_goes_on(brand):
    assert verify(said(people.source(brand))) == 1
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


def test_run_burst_reaches_those_who_spoke_in_an_earlier_batch_s3_03(brand):
    wave(brand, 4)
    service.run(NOW)
    author = people.author(brand, "last", first_heard_at=NOW)
    said(Source.objects.get(), author, "متجر سيئ جدا لا تشتروا منه أبدا")

    service.run(NOW)

    assert set(Author.objects.values_list("standing", flat=True)) == {"suspected_fake"}


def test_verify_believes_an_author_for_his_later_words_too(brand):
    noura = customer(brand, ("email", "noura@example.com"))
    author, at = people.author(brand, email=""), people.source(brand)
    text = "noura@example.com"

    verify(said(at, author, text, [("email", text)]), said(at, author))

    author.refresh_from_db()
    assert (author.standing, author.evidence) == ("plausible", ["email_in_text"])
    assert noura.authors.count() == 0


@pytest.mark.parametrize("count", [1, 30])
def test_verify_asks_as_much_for_many_as_for_one(brand, django_assert_num_queries, count):
    at = people.source(brand, "email")
    for n in range(count):
        customer(brand, ("email", f"noura{n}@example.com"), order=f"RB{n}")
        author = people.author(brand, f"noura{n}", email=f"noura{n}@example.com")
        said(at, author, data={"order": f"rb-{n}"})

    # in turn, savepoint, authors, mentions, sources, orders, identities, beliefs, states, savepoint
    with django_assert_num_queries(10):
        assert service.run(NOW) == count

    assert Author.objects.filter(standing="customer").count() == count


@pytest.mark.parametrize("count", [1, 30])
def test_verify_looks_for_bursts_once_for_all(brand, django_assert_num_queries, count):
    wave(brand, count)

    # in turn, savepoint, authors, mentions, sources, what was said before, states, savepoint; and
    # of many the words that are near, and what is believed of those in a burst
    with django_assert_num_queries(8 if count == 1 else 10):
        assert service.run(NOW) == count
