import people
import pytest
from people import NOW

from amends.casebook.models import Customer, Identity, Order
from amends.language.normalise import fold


pytestmark = pytest.mark.django_db


def customer(of, name, *identities, **fields):
    made = Customer.objects.create(brand=of, name=name, folded_name=fold(name), **fields)
    for kind, value in identities:
        Identity.objects.create(brand=of, customer=made, kind=kind, value=value)
    return made


def names_on(response):
    return [one.name for one in response.context["customers"]]


@pytest.mark.parametrize("count", [1, 3])
def test_customers_ask_five_times_whatever_their_number(
    desk, rabwa, django_assert_num_queries, count
):
    for n in range(count):
        customer(rabwa, f"Noura {n}", ("email", f"n{n}@shop.example"))

    with django_assert_num_queries(5):
        desk.get("/customers/")


@pytest.mark.parametrize(
    "asked",
    ["نوره العتيبى", "العُتيبي", "NOURA@shop.example", "٠٥٠١٢٣٤٥٦٧", "+966 50 123 4567",
     "@noura_o", "rb ۱۰۴۲", "#RB-1042"],
)  # fmt: skip
def test_customer_is_found_in_any_spelling_by_any_key(desk, rabwa, asked):
    keys = ("email", "noura@shop.example"), ("phone", "+966501234567"), ("handle", "x:noura_o")
    noura = customer(rabwa, "نورة العتيبي", *keys)
    customer(rabwa, "هند القحطاني", ("email", "hind@shop.example"))
    Order.objects.create(brand=rabwa, customer=noura, number="RB-1042", folded_number="RB1042")

    assert names_on(desk.get("/customers/", {"q": asked})) == ["نورة العتيبي"]


def test_unknown_name_finds_nobody_and_leads_on(desk, rabwa):
    customer(rabwa, "Noura")

    response = desk.get("/customers/?q=Somebody")

    assert names_on(response) == []
    assert "/heard/?q=Somebody" in response.content.decode()


def test_list_goes_on_where_it_ended(desk, rabwa):
    for n in range(41):
        customer(rabwa, f"c{n}")

    first = desk.get("/customers/")
    second = desk.get("/customers/", {"before": first.context["next"]})

    assert names_on(first) == [f"c{n}" for n in range(40, 0, -1)]
    assert names_on(second) == ["c0"]


def test_customer_page_shows_cases_and_mentions_of_every_channel(desk, rabwa):
    noura = customer(rabwa, "Noura", ("email", "n@shop.example"))
    mail = people.source(rabwa, "email")
    post = people.source(rabwa, "feed")
    by_mail = people.author(rabwa, "n@shop.example", "email", customer=noura)
    by_post = people.author(rabwa, "noura_o", "fake", customer=noura)
    case = people.case(rabwa, at=mail, by=by_mail, customer=noura)
    people.mention(mail, "by mail", by=by_mail, case=case)
    people.mention(post, "by post", by=by_post)

    page = desk.get(f"/customers/{noura.pk}/")

    assert [row.case.pk for row in page.context["rows"]] == [case.pk]
    assert [text for _, text in page.context["mentions"]] == ["by post", "by mail"]


@pytest.mark.parametrize(("day", "states"), [(None, 1), (NOW, 0)], ids=["on its way", "there"])
def test_order_says_once_that_it_was_delivered(desk, rabwa, day, states):
    noura = customer(rabwa, "Noura")
    Order.objects.create(
        brand=rabwa, customer=noura, number="R-1", folded_number="r1", status="delivered",
        placed_at=NOW, delivered_at=day,
    )  # fmt: skip

    page = desk.get(f"/customers/{noura.pk}/").content.decode()

    assert (page.count("Delivered</bdi>"), "delivered Mon" in page) == (states, day is not None)


def test_switches_of_a_customer_are_kept(desk, rabwa):
    noura = customer(rabwa, "Noura", may_survey=True)
    people.source(rabwa, "email")

    desk.post(f"/customers/{noura.pk}/", {"is_vip": "on", "preferred_channel": "email"})

    noura.refresh_from_db()
    assert (noura.is_vip, noura.may_survey, noura.preferred_channel) == (True, False, "email")


def test_analyst_may_look_but_not_switch(client, rabwa):
    noura = customer(rabwa, "Noura")
    client.force_login(people.member(rabwa, "Ann", role="analyst"))

    assert client.get(f"/customers/{noura.pk}/").status_code == 200
    assert client.post(f"/customers/{noura.pk}/", {"is_vip": "on"}).status_code == 403
