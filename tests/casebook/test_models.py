"""What the database itself refuses, noun by noun."""

import people
import pytest
from django.db import IntegrityError, transaction
from people import NOW

from amends.casebook.models import Analysis, Author, Case, Cause, Membership, Mention


pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return people.source(people.brand())


def refused(deed):
    with pytest.raises(IntegrityError), transaction.atomic():
        deed()
    return True


def test_mention_of_a_source_is_there_once(at):
    people.mention(at, external_id="m")

    assert refused(lambda: people.mention(at, external_id="m"))
    assert Mention.objects.count() == 1


def test_mention_of_another_source_may_wear_the_same_id(at):
    people.mention(at, external_id="m")
    people.mention(people.source(at.brand, "fake_private"), external_id="m")

    assert Mention.objects.count() == 2


def test_author_of_a_platform_is_there_once(at):
    people.author(at.brand, "noura")

    assert refused(lambda: people.author(at.brand, "noura"))
    assert Author.objects.count() == 1


def test_member_of_a_brand_is_there_once(at):
    owner = at.brand.owner

    assert refused(lambda: Membership.objects.create(brand=at.brand, user=owner, role="agent"))


def test_number_of_a_case_is_given_once(at):
    case = people.case(at.brand)

    assert refused(lambda: people.case(at.brand, number=case.number))


@pytest.mark.parametrize(("severity", "stands"), [(0, False), (1, True), (5, True), (6, False)])
def test_severity_of_a_case_stays_in_its_steps(at, severity, stands):
    if stands:
        assert people.case(at.brand, severity=severity).severity == severity
    else:
        assert refused(lambda: people.case(at.brand, severity=severity))


def test_closed_case_has_an_outcome(at):
    assert refused(lambda: people.case(at.brand, state="closed"))
    assert people.case(at.brand, state="closed", outcome="accepted").outcome == "accepted"


def test_case_without_an_owner_cannot_be(at):
    case = people.case(at.brand)

    assert refused(lambda: Case.objects.filter(pk=case.pk).update(owner=None))


@pytest.mark.parametrize(("field", "value"), [("severity", 6), ("severity", 0), ("anger", 4)])
def test_analysis_stays_in_its_steps(at, field, value):
    values = {"lang": "ar", "is_complaint": True, "complaint_probability": 0.9, "sentiment": -1,
              "sentiment_score": -0.5, "severity": 3, "anger": 1} | {field: value}  # fmt: skip
    mention = people.mention(at)

    assert refused(lambda: Analysis.objects.create(mention=mention, **values))


def test_cause_of_a_brand_has_its_name_once(at):
    Cause.objects.create(brand=at.brand, name="Courier", kind="process", created_at=NOW)

    assert refused(
        lambda: Cause.objects.create(
            brand=at.brand, name="Courier", kind="process", created_at=NOW
        )
    )
