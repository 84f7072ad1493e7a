"""PRODUCT's second story up to the push: at nine in the evening the night owner's telephone says so."""

import itertools
from datetime import UTC, datetime, time, timedelta

import people
import pytest
import worlds
from reached import House

from amends import pipeline
from amends.casebook.models import Case, Clock, Errand, Notice, Source
from amends.rooms.listen.watching import Wanted, keep_monitor
from amends.rooms.triage import service as triage


pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # in Riyadh
POST = {
    "ar": "متجرربوه للأسف بعد ثلاث أيام الماكينة خربت ولا أحد يرد، خيبة أمل",
    "fa": "فروشگاهربوه متأسفانه قهوه‌ساز بعد از سه روز خراب شد و کسی هم جواب نمی‌دهد",
    "en": "So disappointed, the coffee machine from Rabwah broke after three days and nobody answers",
}
SPELLINGS = ("متجرربوه", "فروشگاهربوه", "Rabwah")


@pytest.fixture
def house(monkeypatch, tmp_path):
    house = House(monkeypatch, timezone="Asia/Riyadh")
    house.now = NINE
    house.folder = tmp_path
    worlds.source(house.brand, tmp_path, "fake_public")
    return house


def works(house, name, starts, ends, language="ar"):
    user = people.member(house.brand, name, language=language)
    house.shift(user, 0, time(starts), time(ends))
    house.device_of(user)
    return user


def hears(house, text):
    """Let a search find somebody who grumbles without naming an account."""
    wanted = Wanted(name="Rabwa", names=("Rabwa", "متجر رَبوة"), words=SPELLINGS)
    keep_monitor(house.brand, wanted, actor=house.brand.owner, now=NINE)
    post = worlds.post(1, text, at=NINE.isoformat(), data={"is_indirect": True})
    worlds.world(house.folder, post)
    Source.objects.filter(kind="email").update(due_at=NINE + timedelta(days=1))
    pipeline.settle(NINE, pipeline.ROOMS)
    return Case.objects.get()


@pytest.mark.parametrize("language", POST)
def test_night_owner_gets_a_push_in_his_language_that_leads_to_the_case(
    house, client, language
):
    day, night = works(house, "Dina", 8, 16), works(house, "Noor", 20, 23, language)

    case = hears(house, POST[language])
    (push,), mails = house.later(0)

    assert case.owner == night
    assert (push["title"], push["lang"]) == ("Rabwa", language)
    assert str(case) in push["body"]
    assert [
        word for word in POST[language].split() if len(word) > 5 and word in push["body"]
    ] == []
    assert mails == []
    assert not Errand.objects.filter(user=day).exists()
    client.force_login(night)
    assert client.get(push["url"]).status_code == 200


def test_whoever_looked_gets_no_mail_and_whoever_did_not_gets_one(house):
    night = works(house, "Noor", 20, 23)
    case = hears(house, POST["ar"])
    house.later(0)

    assert house.later(9.9) == ([], [])
    assert [mail.to for mail in house.later(0.1)[1]] == [night.email]
    assert str(case) in house.mails[0].subject


def test_look_at_the_case_ends_it(house):
    night = works(house, "Noor", 20, 23)
    case = hears(house, POST["ar"])
    house.later(0)

    triage.see_calls(case, night, now=house.now)

    assert house.later(10) == ([], [])


def test_unanswered_it_burns_its_clock_and_those_who_lead_hear_of_it(house):
    night = works(house, "Noor", 20, 23)
    hears(house, POST["ar"])
    clock = Clock.objects.get()

    for _ in range(14):
        pipeline.settle(house.now)
        house.later(5)

    told = Notice.objects.exclude(kind="found").order_by("pk").values_list("user__name", "kind")
    assert clock.limit_at == NINE + timedelta(hours=1)
    assert sorted(told) == [
        ("Alice", "broken"), ("Noor", "broken"), ("Noor", "case"), ("Noor", "nears"),
    ]  # fmt: skip
    assert {mail.to for mail in house.mails} == {night.email, house.brand.owner.email}
    at_night = Errand.objects.filter(way="mail", user=night).order_by("made_at")
    times = list(at_night.values_list("made_at", flat=True))
    assert all(later - one >= timedelta(minutes=15) for one, later in itertools.pairwise(times))
