import desk_rows

from amends.casebook import doors
from amends.casebook.models import Author, Case
from amends.playbook.policy import DEFAULT
from amends.rooms.respond import context
from amends.rooms.respond.told import told_in


def span(text, part, kind):
    start = text.index(part)
    return {"type": kind, "start": start, "end": start + len(part)}


def tell(shop, case, text, part, kind, at=None):
    said = shop.hear(case, at, text=text)
    desk_rows.analysis(said, private_data_spans=[span(text, part, kind)])


def test_each_thing_is_told_once_with_the_place_it_was_said(shop):  # S2-14
    case = shop.case()
    tell(shop, case, "طلبي R-10425", "R-10425", "order_no")
    tell(shop, case, "قلت لكم R-10425", "R-10425", "order_no")
    tell(shop, case, "جوالي 0551234567", "0551234567", "phone", at=shop.private)

    assert [(one.kind, one.value, one.visibility) for one in told_in(case)] == [
        ("order_no", "R-10425", "public"),
        ("phone", "0551234567", "private"),
    ]


def test_address_he_writes_from_is_told_too(shop):
    case = shop.case()
    Author.objects.filter(pk=case.author_id).update(email="noura@mail.example")

    assert [(one.kind, one.value) for one in told_in(case)] == [("email", "noura@mail.example")]


def test_review_knows_what_was_told_without_a_known_customer(shop):  # S2-14
    case = shop.case()
    tell(shop, case, "طلبي R-10425", "R-10425", "order_no")
    tell(shop, case, "جوالي 0551234567", "0551234567", "phone", at=shop.private)
    case = Case.objects.get(pk=case.pk)
    where = doors.address(case, shop.public, "public")

    known = context.review_context(case, where, policy=DEFAULT, now=case.opened_at)

    assert known.known_order_numbers == ("R-10425",)
    assert known.known_private == ("0551234567",)
