import people
import pytest

from amends.casebook.models import Crisis, Notice
from amends.web.notice_words import crisis_words, told


def test_notice_is_said_in_words_and_leads_somewhere():
    notice = Notice(kind="found", facts={"monitor": 1, "us": 1, "maybe": 0})

    said = told(notice, {1: "palms"})

    assert said.words == "“palms” found: 1 text about us."
    assert said.url == "/heard/?kind=indirect"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "cause", "words"),
    [
        ("volume", ("topic", "delivery_late"), "14 complaints within 15 minutes; usual are 1. "
         "Probably about “Late delivery”: 9 of them name it."),
        ("anger", ("word", "storm"), "Many angry complaints: 14 within 15 minutes, usual are 1. "
         "Probably about “storm”: 9 of them name it."),
        ("volume", ("", ""), "14 complaints within 15 minutes; usual are 1. "
         "What they share cannot be told yet."),
        ("volume", ("cause", "99"), "14 complaints within 15 minutes; usual are 1. "
         "Probably about “a cause that is gone”: 9 of them name it."),
    ],
)  # fmt: skip
def test_crisis_says_how_many_and_what_they_share(kind, cause, words):
    crisis = Crisis.objects.create(
        brand=people.brand(), kind=kind, started_at=people.NOW, count=14, usual=1.2,
        cause_kind=cause[0], cause=cause[1], shared=9 if cause[0] else 0,
    )  # fmt: skip

    assert crisis_words(crisis) == words
    assert told(Notice(kind="crisis", facts={"crisis": crisis.pk}), {}).words == words


@pytest.mark.django_db
def test_end_of_a_crisis_and_one_that_is_gone_are_told():
    over = told(Notice(kind="crisis_over", facts={"crisis": 1}), {})
    gone = told(Notice(kind="crisis", facts={"crisis": 1}), {})

    assert over.words == "It is quiet again: complaints come as usual."
    assert gone.words == "Very many complaints at once."


def test_trouble_of_a_source_is_said_with_its_name():
    facts = {"source": 1, "name": "Reviews\u202e", "code": "needs_reconnecting"}

    said = told(Notice(kind="source", facts=facts), {})

    assert said.words.startswith("Reviews")
    assert "\u202e" not in said.words
    assert said.words.endswith("no longer accepts our sign-in: enter the password again.")
    assert said.url == "/sources/"
