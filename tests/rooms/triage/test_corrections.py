import people
import pytest
from people import NOW, minutes

from amends.casebook.errors import CannotMove, NotAllowed, Refused
from amends.casebook.models import Case, Clock, Correction, Mention, Role
from amends.rooms.triage.corrections import TOPICS, correct, not_a_complaint
from amends.rooms.triage.deciding import triage
from amends.rooms.understand import analysis


PRAISE = {"is_complaint": False, "sentiment": 1, "topics": ["praise"], "severity": 1}


@pytest.fixture
def bob(brand):
    return people.member(brand)


def test_topics_are_those_of_the_contract():
    assert frozenset(analysis.TOPICS) == TOPICS


def test_correct_severity_weighs_the_case_anew(at, bob, say):
    mention = say(at)
    case = triage(mention, now=NOW)

    correct(mention, "severity", 5, actor=bob, now=NOW + minutes(1))

    case.refresh_from_db()
    assert (case.severity, case.priority > 1000) == (5, True)
    assert Clock.objects.get().limit_at == NOW + minutes(16)
    row = Correction.objects.get()
    assert (row.field, row.value, row.user) == ("severity", 5, bob)
    entry = case.entries.get(kind="corrected")
    assert (entry.actor, entry.facts["from"], entry.facts["to"]) == (bob, 3, 5)
    assert Mention.objects.get().state == "triaged"


def test_correct_severity_may_fall_as_well(at, bob, say):
    mention = say(at, reading={"severity": 5})
    case = triage(mention, now=NOW)

    correct(mention, "severity", 2, actor=bob, now=NOW)

    case.refresh_from_db()
    assert (case.severity, case.priority) == (2, 1.2)


def test_correct_topics(at, bob, say):
    mention = say(at)
    case = triage(mention, now=NOW)

    correct(mention, "topics", ["refund"], actor=bob, now=NOW)

    case.refresh_from_db()
    assert (case.topics, case.topic) == (["refund"], "refund")


def test_correct_what_was_set_aside_into_a_complaint_gives_it_a_case(at, bob, say):
    mention = say(at, reading=PRAISE)
    assert triage(mention, now=NOW) is None

    case = correct(mention, "is_complaint", value=True, actor=bob, now=NOW)

    assert (case.mentions.get(), Mention.objects.get().set_aside) == (mention, "")


def test_correct_public_complaint_into_none_closes_its_case_c_10(at, bob, say):
    mention = say(at)
    case = triage(mention, now=NOW)

    correct(mention, "is_complaint", value=False, actor=bob, now=NOW)

    case.refresh_from_db()
    assert (case.state, case.outcome, case.waits_for_us) == ("closed", "not_a_complaint", False)
    assert (Clock.objects.get().state, case.limit_at) == ("cancelled", None)


def test_correct_private_message_stays_to_be_answered(at, bob, say):
    mention = say(at, visibility="private")
    case = triage(mention, now=NOW)

    correct(mention, "is_complaint", value=False, actor=bob, now=NOW)

    case.refresh_from_db()
    assert case.state == "new"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("severity", 6),
        ("severity", 0),
        ("severity", True),
        ("severity", "5"),
        ("anger", 4),
        ("topics", []),
        ("topics", ["damaged", "refund", "payment"]),
        ("topics", ["strange"]),
        ("is_complaint", 1),
        ("lang", "ar"),
    ],
)
def test_correct_refuses_what_the_contract_does_not_know(at, bob, say, field, value):
    mention = say(at)
    triage(mention, now=NOW)

    with pytest.raises(Refused, match="not_correctable"):
        correct(mention, field, value, actor=bob, now=NOW)

    assert not Correction.objects.exists()


def test_correct_what_nobody_read_is_refused(at, bob):
    with pytest.raises(Refused, match="not_read_yet"):
        correct(people.mention(at), "severity", 3, actor=bob, now=NOW)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MODERATOR])
def test_correct_is_for_those_who_answer(brand, at, say, role):
    with pytest.raises(NotAllowed):
        correct(say(at), "severity", 5, actor=people.member(brand, "Eve", role), now=NOW)


def test_correct_by_a_stranger_is_refused(at, say):
    with pytest.raises(NotAllowed):
        correct(say(at), "severity", 5, actor=people.brand("other").owner, now=NOW)


def test_not_a_complaint_closes_with_a_reason_and_teaches(at, bob, say):
    case = triage(say(at), now=NOW)

    not_a_complaint(case, actor=bob, now=NOW, reason="نكتة بين أصدقاء")

    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "not_a_complaint")
    reason = case.reasons.get()
    assert case.entries.get(kind="not_a_complaint").facts == {"reason": reason.pk}
    assert Correction.objects.get().value is False
    assert Clock.objects.get().state == "cancelled"


def test_not_a_complaint_needs_a_reason_and_an_open_case(at, bob, say):
    case = triage(say(at), now=NOW)

    with pytest.raises(Refused, match="reason_missing"):
        not_a_complaint(case, actor=bob, now=NOW, reason=" ")
    Case.objects.update(state="investigating")
    with pytest.raises(CannotMove):
        not_a_complaint(case, actor=bob, now=NOW, reason="x")
    with pytest.raises(NotAllowed):
        not_a_complaint(case, actor=people.brand("other").owner, now=NOW, reason="x")
