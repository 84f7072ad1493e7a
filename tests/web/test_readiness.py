import people
import pytest
from django.utils import translation

from amends.casebook.models import PolicyApproval, PolicySetting, Shift
from amends.playbook.cards import CODES
from amends.web import readiness
from amends.web.doors import desk_brands


pytestmark = pytest.mark.django_db
LISTENS, FORM, SHIFT, HOURS, POLICY, ANSWERED = range(6)


def done(brand):
    return [n for n, step in enumerate(readiness.steps(brand)) if step.is_done]


def approve(brand, codes):
    for code in codes:
        PolicyApproval.objects.create(
            brand=brand, conflict=code, approved_by=brand.owner, approved_at=people.NOW
        )


def make_ready(brand):
    people.source(brand, "email")
    people.source(brand, "web_form")
    Shift.objects.create(brand=brand, user=brand.owner, weekday=0, starts="09:00", ends="17:00")
    PolicySetting.objects.create(
        brand=brand, key="coverage.calendar", value={"*": []}, set_by=brand.owner,
        set_at=people.NOW,
    )  # fmt: skip
    approve(brand, CODES)
    people.case(brand, first_reply_at=people.NOW)


def test_new_brand_has_everything_before_it(rabwa):
    assert done(rabwa) == []


def test_ready_brand_has_nothing_left(rabwa):
    make_ready(rabwa)

    assert done(rabwa) == [LISTENS, FORM, SHIFT, HOURS, POLICY, ANSWERED]


def test_nothing_of_another_brand_counts(rabwa):
    make_ready(people.brand("other"))

    assert done(rabwa) == []


@pytest.mark.parametrize(
    ("kind", "is_enabled", "step"),
    [("email", True, [LISTENS]), ("web_form", True, [FORM]), ("email", False, []), ("web_form", False, [])],
)  # fmt: skip
def test_source_counts_while_it_is_on_and_the_form_for_itself(rabwa, kind, is_enabled, step):
    people.source(rabwa, kind, is_enabled=is_enabled)

    assert done(rabwa) == step


@pytest.mark.parametrize(("missing", "step"), [(1, []), (0, [POLICY])])
def test_policy_is_read_when_the_last_place_is_decided(rabwa, missing, step):  # S1-24
    approve(rabwa, CODES[missing:])

    assert done(rabwa) == step


def test_case_nobody_answered_is_no_proof(rabwa):
    people.case(rabwa)

    assert ANSWERED not in done(rabwa)


@pytest.mark.parametrize("rows", [0, 3])
def test_steps_ask_one_question_whatever_there_is(rabwa, django_assert_num_queries, rows):
    for n in range(rows):
        people.source(rabwa, f"kind{n}")
        people.case(rabwa, first_reply_at=people.NOW)

    with django_assert_num_queries(1):
        readiness.steps(rabwa)


def setups_of(user):
    return readiness.setups(readiness.with_facts(desk_brands(user)))


def test_setup_tells_how_far_a_brand_is_and_what_comes_next(rabwa):
    people.source(rabwa, "email")

    (setup,) = setups_of(rabwa.owner)

    assert (setup.brand, setup.done, setup.next) == (rabwa, 1, setup.steps[FORM])


def test_setup_is_gone_when_the_brand_is_ready(rabwa):
    make_ready(rabwa)

    assert setups_of(rabwa.owner) == []


@pytest.mark.parametrize(
    ("role", "count"), [("manager", 1), ("agent", 0), ("moderator", 0), ("analyst", 0)]
)
def test_setup_is_shown_to_who_may_do_it(rabwa, role, count):
    assert len(setups_of(people.member(rabwa, role=role))) == count


def test_steps_are_said_in_three_languages(rabwa):
    said = []
    for language in ("ar", "fa", "en"):
        with translation.override(language):
            said.append({step.words for step in readiness.steps(rabwa)})

    assert [len(words) for words in said] == [6, 6, 6]
    assert len(set.union(*said)) == 18
