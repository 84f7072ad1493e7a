import people
import pytest
from people import NOW, minutes

from amends.casebook import guards, vault
from amends.casebook.models import Delivery
from amends.management.checkup import examine


pytestmark = pytest.mark.django_db


def wrong(now=NOW):
    return [finding.what for finding in examine(now) if not finding.is_well]


@pytest.fixture
def shop(tmp_path):
    return people.source(people.brand(), settings=vault.seal({"world": str(tmp_path)}))


def test_healthy_desk_has_nothing_to_do(shop):
    assert wrong() == []


def test_missing_guards_are_found(shop):
    guards.lift_guards()

    assert wrong() == [f"guards missing: {guards.missing_guards()}"]
    assert len(guards.missing_guards()) == 4


def test_source_that_cannot_be_built_is_found(shop):
    people.source(shop.brand, settings="")

    assert len(wrong()) == 1


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("needs_reconnecting", "Sign this source in again on the Sources page."),
        ("out_of_credits", "Buy credits for this account on the channel's own page."),
    ],
)
def test_failing_source_says_what_to_do(shop, code, advice):
    shop.failures, shop.error_code, shop.error_detail = 2, code, "40x"
    shop.save()

    (finding,) = [f for f in examine(NOW) if not f.is_well]
    assert finding.advice == advice


@pytest.mark.parametrize(("age", "is_late"), [(5, False), (6, True)])
def test_rows_left_behind_are_found(shop, age, is_late):
    people.mention(shop, heard_at=NOW - minutes(age))

    assert bool(wrong()) == is_late


def test_delivery_of_unknown_fate_is_found(shop):
    Delivery.objects.create(
        case=people.case(shop.brand), source=shop, visibility="public", text="x",
        not_before=NOW, state="unknown",
    )  # fmt: skip

    assert wrong() == ["1 deliveries of unknown fate"]


@pytest.mark.parametrize(("ahead", "is_skewed"), [(2, False), (3, True)])
def test_clock_that_runs_behind_the_casebook_is_found(shop, ahead, is_skewed):
    people.mention(shop, state="triaged", heard_at=NOW + minutes(ahead))

    assert bool(wrong()) == is_skewed
