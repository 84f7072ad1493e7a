from dataclasses import replace
from datetime import timedelta

import desk_rows
import people
import pytest
from django.utils import timezone
from people import NOW

from amends.connectors.protocol import Capability
from amends.connectors.registry import CONNECTORS
from amends.web.closing import closing_at, closing_of, keeps_words


WINDOWED = Capability(private_window_hours=24)


@pytest.mark.parametrize(
    ("gone", "hours", "is_soon", "is_over"),
    [
        (timedelta(hours=0), 24, False, False),
        (timedelta(hours=17, minutes=59), 7, False, False),
        (timedelta(hours=18), 6, True, False),
        (timedelta(hours=24), 0, True, False),
        (timedelta(hours=24, seconds=1), 0, True, True),
    ],
)
def test_a_door_shuts_so_many_hours_after_the_last_words(gone, hours, is_soon, is_over):
    told = closing_at(WINDOWED, "private", NOW - gone, NOW)

    assert told.at == NOW - gone + timedelta(hours=24)
    assert (told.hours, told.is_soon, told.is_over) == (hours, is_soon, is_over)


def test_a_door_without_an_end_never_shuts():
    assert closing_at(WINDOWED, "public", NOW, NOW) is None
    assert closing_of("pigeon", "private", NOW, NOW) is None
    assert closing_of("email", "private", NOW, NOW) is None


def test_words_are_kept_but_where_the_terms_forbid_it(monkeypatch):
    known = CONNECTORS["fake_link"]
    shy = replace(known, capability=replace(known.capability, may_store=False))
    monkeypatch.setitem(CONNECTORS, "fake_link", shy)

    assert [keeps_words(kind) for kind in ("fake_public", "fake_link", "pigeon")] == [
        True, False, True,
    ]  # fmt: skip


def windowed(monkeypatch, **fields):
    known = CONNECTORS["fake_public"]
    changed = replace(known, capability=replace(known.capability, **fields))
    monkeypatch.setitem(CONNECTORS, "fake_public", changed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "in_row", "in_case"),
    [
        (0, "", ""),
        (100, "", "can be answered for 96 more hours"),
        (6, "Can be answered until", "can be answered for 2 more hours"),
        (3, "Can no longer be answered there", "could be answered until"),
    ],
)
def test_what_is_left_stands_on_the_row_and_the_case(
    client, monkeypatch, hours, in_row, in_case
):
    at = people.source(people.brand())
    said_at = timezone.now() - timedelta(hours=4, minutes=1)
    case = desk_rows.complaint(at, last_heard_at=said_at)
    case.mentions.update(said_at=said_at)
    windowed(monkeypatch, public_window_hours=hours)
    client.force_login(at.brand.owner)
    client.cookies["language"] = "en"

    inbox, page = (
        client.get(w).content.decode() for w in ("/", f"/cases/rabwa/{case.number}/")
    )

    assert in_row in inbox
    assert ("answered until" in inbox or "longer be answered" in inbox) is bool(in_row)
    assert in_case in page


@pytest.mark.django_db
def test_words_that_are_not_kept_are_read_where_they_stand(client, monkeypatch):
    at = people.source(people.brand())
    case = desk_rows.complaint(at, text="")
    case.mentions.update(url="https://reviews.example/r1")
    windowed(monkeypatch, may_store=False)
    client.force_login(at.brand.owner)
    client.cookies["language"] = "en"

    inbox, page = (
        client.get(w).content.decode() for w in ("/", f"/cases/rabwa/{case.number}/")
    )

    assert "Its words stand where they were written." in inbox
    assert "let nobody keep its words" in page
    assert 'href="https://reviews.example/r1"' in page
