from datetime import timedelta

import desk_rows
import people
import pytest
from people import NOW

from amends.casebook.models import Delivery, Mention
from amends.casebook.whereabouts import Since, Split, by_language, by_place, by_site, split


pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(days=30)


@pytest.fixture
def at():
    return people.source(people.brand())


def span(at):
    return Since(at.brand, BEFORE)


def test_what_is_about_us_is_split_by_how_it_came(at):
    people.mention(at)
    people.mention(at, is_ours=True)
    people.mention(at, automatic="bounce")
    people.mention(at, heard_at=BEFORE)
    for state in ("us", "yes", "maybe", "no", "none"):
        desk_rows.hit(at, state=state)
    desk_rows.complaint(at, opened_at=NOW)
    Mention.objects.filter(case__isnull=False).update(directness="found", heard_at=NOW)
    people.mention(people.source(people.brand("other")))

    found = split(span(at))

    assert found == Split(direct=1, indirect=3, waiting=1)
    assert found.share == 0.25


def test_share_of_nothing_is_nothing(at):
    assert split(span(at)).share is None


def test_languages_come_with_the_most_spoken_first(at):
    for lang in ("fa", "ar", "ar"):
        desk_rows.analysis(people.mention(at), lang=lang)
    people.mention(at)

    assert [(lang, counts.direct) for lang, counts in by_language(span(at))] == [
        ("ar", 2),
        ("", 1),
        ("fa", 1),
    ]


def test_places_say_who_wrote_and_when_we_replied(at):
    quiet = people.source(at.brand, name="quiet")
    people.source(at.brand, name="off", is_enabled=False)
    noura = people.author(at.brand, "noura")
    first = NOW - timedelta(days=3)
    people.mention(at, by=noura, said_at=first)
    people.mention(at, by=noura)
    case = people.case(at.brand, at=at)
    Delivery.objects.create(
        case=case, source=at, visibility="public", text="x", not_before=NOW, sent_at=NOW
    )

    loud, silent = by_place(span(at))

    assert (loud.source, silent.source) == (at, quiet)
    assert (loud.direct, loud.people, loud.first_heard_at) == (2, 1, first)
    assert (loud.last_heard_at, loud.last_reply_at) == (NOW, NOW)
    assert (silent.heard, silent.last_reply_at) == (0, None)


def test_sites_are_counted_where_we_were_found(at):
    for state in ("us", "us", "no"):
        desk_rows.hit(at, state=state)
    Mention.objects.update(data={"site": "forum.example"})
    people.mention(at, data={"site": "own.example"})

    assert by_site(span(at)) == [("forum.example", 2)]
