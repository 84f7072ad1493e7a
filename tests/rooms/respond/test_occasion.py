from datetime import timedelta

import desk_rows
import pytest
from people import NOW

from amends.casebook.models import Analysis, Case, Customer
from amends.playbook.policy import DEFAULT, parse_overrides
from amends.rooms.respond.service import next_contact, offers_for


def offers(case, visibility="public"):
    return offers_for(Case.objects.get(pk=case.pk), visibility, policy=DEFAULT, now=NOW)


def names(found):
    return [part.name for part in found.parts]


def test_shapes_speak_the_customers_language_and_know_the_case(shop):
    case = shop.case(topic="damaged", topics=["damaged"])

    made = {part.name: part.shapes for part in offers(case).parts}

    assert "أرسلناه إليكم تالفًا" in made["apology"][0]
    assert "اليوم الساعة ١٢:٤٥" in made["time"][0]
    assert made["personal"] == ()


def test_valued_customer_gets_the_solution_first(shop):  # C-18
    case = shop.case()
    assert names(offers(case))[0] == "thanks"

    case.customer = Customer.objects.create(brand=shop.brand, name="نورة", is_vip=True)
    case.save()

    assert names(offers(case))[0] == "next_step"


def test_unclear_message_is_asked_about_in_its_language(shop):  # S1-19
    case = shop.case(topics=["damaged"])
    mention = case.mentions.get()
    desk_rows.analysis(mention)
    assert offers(case).questions == ()

    mention.text = "😡"
    mention.save()

    assert "ماذا حدث، بكلماتكم أنتم؟" in offers(case).questions


def test_customer_who_leaves_is_met_with_respect(shop):  # S2-03
    case = shop.case()
    desk_rows.analysis(case.mentions.get())
    assert offers(case).farewell == ()

    Analysis.objects.update(churn=True)

    assert len(offers(case).farewell) >= 6


def test_confirmed_case_gets_its_short_public_note(shop):  # C-03
    case = shop.case(state="resolved")

    assert names(offers(case)) == ["public_note"]
    assert "done" in names(offers(case, "private"))


@pytest.mark.parametrize(("minutes", "ahead"), [(60, 45), (20, 15)])
def test_time_offered_lies_within_the_policys_hour(shop, minutes, ahead):  # S3-27
    policy = parse_overrides({"promise.next_contact_max_min": minutes})

    assert next_contact(shop.case(), policy, NOW) == NOW + timedelta(minutes=ahead)
