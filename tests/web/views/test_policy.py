import people
import pytest

from amends.casebook.models import PolicyApproval, PolicyChange, PolicySetting
from amends.casebook.policies import policy_of
from amends.playbook.cards import CODES


pytestmark = pytest.mark.django_db


def test_policy_leads_to_the_first_conflict(desk):
    assert desk.get("/policy/").headers["Location"] == "/policy/rabwa/C-01/"


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
@pytest.mark.parametrize("card", [*CODES, "numbers"])
def test_each_card_is_shown_in_each_language(desk, card, language):
    desk.cookies["language"] = language

    assert desk.get(f"/policy/rabwa/{card}/").status_code == 200


def test_decision_is_kept_with_who_and_when_and_leads_on(desk, rabwa):
    response = desk.post("/policy/rabwa/C-07/", {"sla.clock": "wall"})

    change, line = PolicyChange.objects.order_by("pk")
    assert (line.key, line.after) == ("C-07", "approved")
    assert response.headers["Location"] == "/policy/rabwa/C-08/"
    assert policy_of(rabwa).sla_clock == "wall"
    assert (change.key, change.before, change.after) == ("sla.clock", None, "wall")
    assert change.changed_by == rabwa.owner
    assert PolicyApproval.objects.get().conflict == "C-07"


def test_suggestion_is_agreed_to_without_a_row(desk):
    desk.post("/policy/rabwa/C-07/", {"sla.clock": "business"})

    assert PolicySetting.objects.count() == 0
    assert PolicyApproval.objects.count() == 1


def test_setting_goes_back_to_the_suggestion(desk, rabwa):
    desk.post("/policy/rabwa/C-07/", {"sla.clock": "wall"})

    desk.post("/policy/rabwa/C-07/", {"reset": "sla.clock"})

    assert policy_of(rabwa).sla_clock == "business"
    assert PolicyChange.objects.filter(key="sla.clock").count() == 2


@pytest.mark.parametrize(
    ("card", "body"),
    [
        ("C-02", {"review.update_request": "ask_removal"}),
        ("C-09", {"remedy.gift_review_link": "allowed"}),
        ("C-12", {"public.max_replies_per_person_thread": "3"}),
        ("C-04", {"sla.public_first_reply_target_min": "60",
                  "sla.public_first_reply_max_min": "30"}),
        ("C-04", {"cooldown.angry_public_min": "soon"}),
        ("numbers", {"limits.survey_max_questions": "9"}),
    ],
)  # fmt: skip
def test_value_outside_its_bounds_is_not_stored(desk, card, body):
    page = desk.post(f"/policy/rabwa/{card}/", body, follow=True)

    assert PolicySetting.objects.count() == 0
    assert PolicyApproval.objects.count() == 0
    assert "This was not stored" in page.content.decode()


@pytest.mark.parametrize(
    ("card", "body", "field", "value"),
    [
        ("C-12", {"public.exemptions": ["", "safety"]}, "public_exemptions", ("safety",)),
        ("C-21", {"lint.canned_similarity": "0.9"}, "lint_canned_similarity", 0.9),
        ("C-03", {"channel.public_first": "false"}, "channel_public_first", False),
    ],
)
def test_each_kind_of_setting_is_read(desk, rabwa, card, body, field, value):
    desk.post(f"/policy/rabwa/{card}/", body)

    assert getattr(policy_of(rabwa), field) == value


def test_setting_by_fault_and_by_side_is_read(desk, rabwa):
    faults = {"lint.non_apology:ours": "warn", "lint.non_apology:not_ours": "off",
              "lint.non_apology:unknown": "block"}  # fmt: skip
    desk.post("/policy/rabwa/C-13/", faults)
    desk.post(
        "/policy/rabwa/C-07/",
        {"coverage.auto_receipt:public": "false", "coverage.auto_receipt:private": "false"},
    )

    policy = policy_of(rabwa)
    assert policy.lint_non_apology.not_ours == "off"
    assert not policy.coverage_auto_receipt.private


@pytest.mark.parametrize(("card", "waits"), [("C-01", True), ("C-12", False)])
def test_card_says_what_only_will_act(desk, card, waits):
    page = desk.get(f"/policy/rabwa/{card}/").content.decode()

    assert ("Kept; acts with: moderation" in page) is waits


def test_card_says_why_and_what_the_law_of_the_country_says(desk, rabwa):
    page = desk.get("/policy/rabwa/C-24/").content.decode()
    rabwa.country = "EG"
    rabwa.save()
    elsewhere = desk.get("/policy/rabwa/C-24/").content.decode()

    assert "Rights and the way are certain" in page
    assert ("Saudi Arabia" in page, "law 181 of Egypt" in page) == (True, False)
    assert ("Saudi Arabia" in elsewhere, "law 181 of Egypt" in elsewhere) == (False, True)


def test_choice_the_law_forbids_is_shown_with_its_law_and_not_stored(desk, rabwa):
    rabwa.country = "AE"
    rabwa.save()

    page = desk.get("/policy/rabwa/C-03/").content.decode()
    desk.post("/policy/rabwa/C-03/", {"channel.private_target": "any"})

    assert "in the same channel" in page
    assert PolicySetting.objects.count() == 0


def test_number_stops_where_the_law_stops(desk):
    page = desk.get("/policy/rabwa/C-27/").content.decode()

    assert 'max="90"' in page
    assert "the number is ours" in page


def test_everything_left_is_approved_at_once_and_the_brand_may_speak(desk, rabwa):  # S1-24
    rabwa.live_at = None
    rabwa.save()
    before = desk.get("/policy/rabwa/C-01/").content.decode()

    page = desk.post("/policy/rabwa/C-01/", {"approve_all": "1"}, follow=True)

    rabwa.refresh_from_db()
    assert "Nothing leaves this brand" in before
    assert "Nothing leaves this brand" not in page.content.decode()
    assert rabwa.live_at is not None
    assert PolicySetting.objects.count() == 0


def test_policy_leads_to_what_is_not_decided_yet(desk):
    desk.post("/policy/rabwa/C-01/", {"moderation.delete_policy": "never"})

    assert desk.get("/policy/").headers["Location"] == "/policy/rabwa/C-02/"


def test_agent_reads_but_does_not_decide(client, rabwa):
    client.force_login(people.member(rabwa))
    assert client.post("/policy/rabwa/C-07/", {"approve_all": "1"}).status_code == 403

    assert client.get("/policy/rabwa/C-07/").status_code == 200
    assert client.post("/policy/rabwa/C-07/", {"sla.clock": "wall"}).status_code == 403


def test_card_that_does_not_exist_is_not_found(desk):
    assert desk.get("/policy/rabwa/C-99/").status_code == 404


def test_card_asks_the_same_number_of_times(desk, django_assert_num_queries):
    with django_assert_num_queries(7):
        desk.get("/policy/rabwa/C-07/")
