import pytest

from amends.casebook import models
from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.web import names


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (names.STATES, models.CaseState.values),
        (names.STATE_GLYPHS, models.CaseState.values),
        (names.OUTCOMES, models.Outcome.values),
        (names.VERDICTS, models.CaseVerdict.values),
        (names.FAULTS, models.Fault.values),
        (names.ROLES, models.Role.values),
        (names.REMEDIES, models.RemedyKind.values),
        (names.REMEDY_STATES, models.RemedyState.values),
        (names.DELIVERY_STATES, models.DeliveryState.values),
        (names.MESSAGES, models.Message.values),
        (names.CAUSE_KINDS, models.CauseKind.values),
        (names.STANDINGS, models.Standing.values),
        (names.CLOCKS, models.ClockKind.values),
        (names.TOPICS, TOPICS),
        (names.SEVERITIES, range(1, 6)),
        (names.SENTIMENTS, range(-2, 3)),
    ],
)
def test_each_code_has_its_name(table, codes):
    assert set(table) == set(codes)


def test_each_flag_of_an_analysis_has_its_name():
    assert set(FLAGS) - set(names.FIELDS) == set()


def test_code_without_a_name_shows_itself():
    assert names.name_of("topics", "weather") == "weather"


def test_every_evidence_of_who_wrote_has_a_name():
    said = {"handle", "handle_of_platform", "name", "email_in_text", "phone_in_text"}
    said |= {"phone", "email", "claimed_phone", "claimed_email"}
    said |= {"order", "order_in_private", "order_in_public"}

    assert said <= names.EVIDENCE.keys()
