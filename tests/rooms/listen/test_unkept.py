from dataclasses import replace

import people
import pytest
from people import NOW

from amends import pipeline
from amends.casebook import passing, search
from amends.casebook.models import Author, Mention
from amends.connectors.protocol import Attachment, Batch, Edit, Heard, Visibility
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen.store import store


pytestmark = pytest.mark.django_db
REVIEW = Heard(
    "r1",
    "The kettle arrived broken and nobody answers",
    NOW,
    Visibility.PUBLIC,
    author_id="noura",
    author_name="Noura",
    subject="Never again",
    full_text="all of it",
    html="<b>all</b>",
    url="https://reviews.example/r1",
    raw=b"all of it",
    attachments=(Attachment("a.png", "image/png", b"png"),),
    data={"rating": 1, "site": "reviews.example", "title": "Never again"},
)


@pytest.fixture
def at(monkeypatch):
    known = CONNECTORS["fake_link"]
    shy = replace(known, capability=replace(known.capability, may_store=False))
    monkeypatch.setitem(CONNECTORS, "fake_link", shy)
    return people.source(people.brand(), "fake_link")


def test_no_word_and_no_name_is_kept(at):
    store(at, Batch((REVIEW,)), now=NOW)

    row = Mention.objects.get()
    assert (row.text, row.full_text, row.html, row.subject, str(row.raw)) == ("",) * 5
    assert (row.external_id, row.url, row.said_at) == ("r1", REVIEW.url, NOW)
    assert row.data == {"rating": 1, "site": "reviews.example"}
    assert (Author.objects.count(), row.attachments.count()) == (0, 0)
    assert passing.words_of(at.pk, "r1") == REVIEW.text


def test_changed_words_pass_too(at):
    store(at, Batch((REVIEW,)), now=NOW)

    store(at, Batch(edits=(Edit("r1", "It is mended now", NOW, data={"rating": 4}),)), now=NOW)

    row = Mention.objects.get()
    assert (row.text, row.data["rating"], row.state) == ("", 4, "heard")
    assert passing.words_of(at.pk, "r1") == "It is mended now"


def test_elsewhere_words_are_kept(at):
    other = people.source(at.brand)

    store(other, Batch((REVIEW,)), now=NOW)

    assert Mention.objects.get().text == REVIEW.text
    assert passing.words_of(other.pk, "r1") == ""


def test_what_was_read_in_passing_becomes_a_case_without_its_words(at):
    store(at, Batch((REVIEW,)), now=NOW)
    pipeline.settle(NOW)

    row = Mention.objects.select_related("analysis", "case").get()
    assert row.analysis.is_complaint
    assert row.case is not None
    assert "kettle" not in str(vars(row.analysis)) + str(vars(row.case))
    assert search.find("kettle", [at.brand_id]) == []
