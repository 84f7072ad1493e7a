from dataclasses import replace

import people
import pytest
from people import NOW

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Monitor
from amends.rooms.listen.watching import (
    MOST_WORDS,
    Wanted,
    keep_monitor,
    remove_monitor,
    search_words,
)


pytestmark = pytest.mark.django_db
PALMS = Wanted(
    name=" Our  palms ", names=["نخيل", " نخيل "], words=["nakheel", "نخيل"],
    own_words=["lamp"], excluded_words=["تمر"], languages=["ar"], tells="hourly",
)  # fmt: skip


@pytest.fixture
def brand():
    return people.brand()


def keep(brand, wanted=PALMS, **more):
    return keep_monitor(brand, wanted, actor=more.pop("actor", brand.owner), now=NOW, **more)


def test_monitor_holds_what_its_owner_accepted_each_once(brand):  # S4b-03
    row = Monitor.objects.get(pk=keep(brand).pk)

    assert (row.name, row.names, row.words) == ("Our palms", ["نخيل"], ["نخيل", "nakheel"])
    assert (row.own_words, row.excluded_words, row.languages) == (["lamp"], ["تمر"], ["ar"])
    assert (row.tells, row.told_at, row.is_enabled) == ("hourly", NOW, True)
    assert Brand.objects.get().version == 1


def test_monitor_without_a_name_of_its_own_is_called_by_what_it_finds(brand):
    assert keep(brand, replace(PALMS, name=" ")).name == "نخيل"


def test_monitor_is_changed_in_place(brand):
    row = keep(brand)

    keep(brand, replace(PALMS, words=[], is_enabled=False), monitor=row)

    assert [(m.words, m.is_enabled) for m in Monitor.objects.all()] == [(["نخيل"], False)]


def test_places_of_another_brand_are_not_listened_to(brand):
    own, other = people.source(brand), people.source(people.brand("other"))

    row = keep(brand, replace(PALMS, sources=[own.pk, other.pk]))

    assert [source.pk for source in row.sources.all()] == [own.pk]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"names": [" "]}, "monitor_without_name"),
        ({"words": ["x"]}, "word_too_short"),
        ({"excluded_words": ["x"]}, "word_too_short"),
        ({"words": [f"w{n}" for n in range(MOST_WORDS)]}, "too_many_words"),
    ],
)
def test_what_cannot_be_listened_for_is_refused(brand, changed, code):
    with pytest.raises(Refused) as refused:
        keep(brand, replace(PALMS, **changed))

    assert refused.value.because == (code,)


def test_as_many_words_as_may_be_are_taken(brand):
    words = [f"w{n}" for n in range(MOST_WORDS - 3)]

    assert len(keep(brand, replace(PALMS, words=words)).words) == MOST_WORDS - 2


def test_only_owner_and_managers_say_what_is_listened_for(brand):
    agent = people.member(brand)

    with pytest.raises(NotAllowed):
        keep(brand, actor=agent)
    with pytest.raises(NotAllowed):
        remove_monitor(keep(brand), actor=agent)


def test_removed_monitor_is_gone(brand):
    remove_monitor(keep(brand), actor=brand.owner)

    assert not Monitor.objects.exists()


def test_services_are_asked_for_names_first_and_for_no_monitor_that_is_off(brand):
    keep(brand)
    keep(brand, replace(PALMS, names=["@nakheel"], words=["nkheel"]))
    keep(brand, replace(PALMS, names=["quiet"], words=[], is_enabled=False))

    assert search_words(brand) == ["نخيل", "@nakheel", "nakheel", "nkheel"]
    assert search_words(brand, most=1) == ["نخيل"]
