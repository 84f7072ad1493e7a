from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Author, Mention
from amends.rooms.listen.forgetting import AT_ONCE, forget_strangers


pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=1)


@pytest.fixture
def at():
    return people.source(people.brand())


def test_words_go_when_their_time_has_come(at):
    gone = people.mention(
        at, "palms", forget_at=NOW, url="https://x.example", data={"reach": 3}
    )
    kept = people.mention(at, "trees", forget_at=LATER)
    people.mention(at, "ours")

    assert forget_strangers(NOW) == 1

    gone.refresh_from_db()
    assert (gone.text, gone.url, gone.data, gone.forget_at) == ("", "", {}, None)
    assert gone.deleted_at == NOW
    assert Mention.objects.get(pk=kept.pk).text == "trees"
    assert forget_strangers(NOW) == 0


def test_stranger_loses_his_name_only_when_nothing_of_his_is_kept(at):
    stranger, talker = people.author(at.brand, "stranger"), people.author(at.brand, "talker")
    people.mention(at, by=stranger, forget_at=NOW)
    people.mention(at, by=talker, forget_at=NOW)
    people.mention(at, by=talker)

    forget_strangers(NOW)

    assert Author.objects.get(pk=stranger.pk).name == ""
    assert Author.objects.get(pk=talker.pk).name == "talker"


def test_a_round_takes_no_more_than_it_should(at):
    for _ in range(AT_ONCE + 1):
        people.mention(at, forget_at=NOW)

    assert forget_strangers(NOW) == AT_ONCE
    assert forget_strangers(NOW) == 1
