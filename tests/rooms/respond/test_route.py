from dataclasses import replace

import people
import pytest

from amends.casebook import vault
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond import route


def way(shop, case, visibility):
    return route.route(case, visibility, policy_of(shop.brand))


@pytest.mark.parametrize(
    ("visibility", "at", "thread"), [("public", "public", "t1"), ("private", "private", "")]
)
def test_public_case_has_a_public_and_a_private_way(shop, visibility, at, thread):  # S4c-10
    found = way(shop, shop.case(), visibility)

    assert (found.where.source, found.where.thread) == (getattr(shop, at), thread)


def test_public_answer_follows_him_to_where_he_spoke_last(shop):
    case = shop.case(shop.link)
    shop.hear(case, shop.public, said_at=people.NOW + people.minutes(1))

    assert way(shop, case, "public").where.source == shop.public


def test_kind_nobody_knows_has_no_way(shop):
    case = people.case(shop.brand, at=people.source(shop.brand, "telegraph"))

    assert way(shop, case, "public") is None


@pytest.mark.parametrize(
    ("address", "domain"),
    [("care@rabwa.example", "rabwa.example"), ("", "desk.example")],
)
def test_mail_is_named_by_the_mailbox_or_the_desk(shop, settings, monkeypatch, address, domain):
    monkeypatch.setitem(CONNECTORS, "email", replace(CONNECTORS["fake_private"], name="email"))
    settings.BASE_URL = "https://desk.example:8000"
    mail = people.source(shop.brand, "email", settings=vault.seal({"address": address}))

    assert route.key_of(mail).partition("@")[2] == f"{domain}>"


@pytest.mark.parametrize(("at", "has"), [("public", True), ("link", True), ("private", False)])
def test_public_door_is_an_api_or_a_link(shop, at, has):
    assert route.has_public_door(shop.case(getattr(shop, at))) is has
