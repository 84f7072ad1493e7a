from dataclasses import replace
from datetime import timedelta

import people
import pytest
from connectors import meta_calls
from replies import send, twice

from amends.casebook import vault
from amends.casebook.models import Confirmation
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond import route, rules


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


def both_ways(shop, length=""):
    """Return an account that hears and answers in public and in private, as Mastodon's do."""
    given = {"instance": "https://social.example", "token": "t"}
    if length:
        given["max_characters"] = length
    return people.source(shop.brand, "mastodon", settings=vault.seal(given))


@pytest.mark.parametrize(
    ("said_in", "to", "has_way"),
    [
        ("public", "public", True),
        ("public", "private", True),
        ("private", "private", True),
        ("private", "public", False),
    ],
)
def test_one_account_of_both_answers_no_private_word_in_public(shop, said_in, to, has_way):
    account = both_ways(shop)
    case = shop.case(account, visibility=said_in)
    case.mentions.update(visibility=said_in)

    found = way(shop, case, to)

    assert (found is not None) is has_way
    assert found is None or found.where.source == account


@pytest.mark.parametrize(
    ("visibility", "parent", "references"),
    # From the public word a private door may be opened, but it is not what is answered there.
    [("public", "m1", ("m1",)), ("private", "", ("m1",))],
)
def test_each_way_of_one_account_answers_its_own_words(shop, visibility, parent, references):
    case = shop.case(both_ways(shop), visibility="public")
    case.mentions.update(visibility="public", external_id="m1")

    where = way(shop, case, visibility).where

    assert (where.parent, where.to) == (parent, "noura")
    assert where.references == references


@pytest.mark.parametrize(("hours", "door"), [(167.9, "api"), (168.1, "none")])
def test_a_comment_opens_the_private_door_for_seven_days(shop, hours, door):
    settings = vault.seal(meta_calls.APP | {"page": "2121008874780932"})
    case = shop.case(people.source(shop.brand, "facebook_page", settings=settings))
    case.mentions.update(data={"window_hours": 168})
    found, now = way(shop, case, "private"), people.NOW + timedelta(hours=hours)

    assert (found.mention, found.heard_at) == (None, people.NOW)
    assert rules.judge_door(route.door_facts(found, "نعتذر", "private", now)).value == door


@pytest.mark.parametrize(("hours", "door"), [(23.9, "api"), (24.1, "none")])
def test_a_message_has_its_own_shorter_window(shop, hours, door):
    settings = vault.seal(meta_calls.APP | {"page": "2121008874780932"})
    page = people.source(shop.brand, "facebook_page", settings=settings)
    case = shop.case(page, visibility="private")
    case.mentions.update(visibility="private", data={"window_hours": 24})
    found, now = way(shop, case, "private"), people.NOW + timedelta(hours=hours)

    assert rules.judge_door(route.door_facts(found, "نعتذر", "private", now)).value == door


def test_what_opens_no_private_door_is_known_by_its_own_data(shop):
    given = {"account": "1", "username": "shop", "page": "2"}
    settings = vault.seal(meta_calls.APP | given)
    case = shop.case(people.source(shop.brand, "instagram", settings=settings))
    case.mentions.update(data={"is_indirect": True})

    assert way(shop, case, "private").capability.private == "none"


@pytest.mark.parametrize(("length", "fits"), [("", 440), ("5000", 4940)])
def test_each_server_says_how_long_a_post_may_be(shop, length, fits):
    case = shop.case(both_ways(shop, length), visibility="public")
    case.mentions.update(visibility="public")

    assert way(shop, case, "public").capability.max_length == fits


def spent(shop, case):
    case.refresh_from_db()
    return route.is_public_spent(case, policy_of(shop.brand))


def test_composer_goes_private_when_no_public_reply_is_left(shop, good):  # S4c-02
    case = shop.case()
    send(shop, case, good["ar"])

    assert not spent(shop, case)

    shop.hear(case, text="كلام فارغ", said_at=people.NOW)
    send(shop, case, good["second"])

    assert spent(shop, case)


@pytest.mark.parametrize(
    ("exemptions", "is_spent"), [(["safety"], False), (["new_issue"], True), ([], True)]
)
def test_safety_stays_where_all_can_read_it(shop, good, exemptions, is_spent):  # C-12
    people.policy(shop.brand, "public.exemptions", exemptions)
    case = shop.case()
    twice(shop, case, good)
    type(case).objects.update(severity=5, topics=["safety_health"])

    assert spent(shop, case) is is_spent


def test_closing_note_stays_in_public(shop, good):  # C-12
    case = shop.case()
    twice(shop, case, good)
    Confirmation.objects.create(
        case=case, ask=1, asked_at=people.NOW, expires_at=people.NOW, is_solved=True
    )

    assert not spent(shop, case)


def test_nobody_is_sent_to_a_private_door_that_is_not_there(shop, good):
    case = shop.case()
    twice(shop, case, good)
    shop.private.delete()

    assert not spent(shop, case)
