import pytest

from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT
from amends.playbook.sentences import split
from amends.playbook.signs import signs, words_of


def shown(text, *, said="My lamp came broken", found=(), **facts):
    facts = {"lang": "en", "public": True, "conversation": (Turn("customer", said),)} | facts
    return signs(Draft(text, ReviewContext(**facts), DEFAULT), found)


def test_signs_tell_the_draft_from_the_customer():
    names = shown("Sorry about the lamp.")

    assert {"w:sorry", "c:broke"} <= names
    assert not {"w:broken", "c:sorry"} & names


def test_signs_hold_situation_and_rules():
    names = shown("Sorry.", found={"canned"}, fault="ours", stage="first", safety=True)

    assert {"rule:canned", "fault/stage:ours/first", "public:True", "safety"} <= names
    assert {"has:apology", "no:fix", "has:apology@ours/first"} <= names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The same happened to Janet Pike last week.", "new:full:1"),
        ("We paid back $90 today.", "new:sum:1"),
        ("Your parcel 48812 left.", "new:number:1"),
        ("My lamp came broken.", "new:words:0"),
    ],
)
def test_signs_name_what_nobody_has_said(text, name):
    assert name in shown(text)


def test_what_the_customer_said_is_no_news():
    assert "new:number:0" in shown("Parcel 48812 left.", said="where is 48812?")


def test_words_lose_article_and_keep_length_of_numbers():
    (sentence,) = split("والطلب 4815 تأخر", "ar")

    names = set(words_of(sentence))

    assert {"w:طلب", "w:0000", "2:طلب 0000", "3:طلب . تاخر"} <= names


def test_signs_of_a_long_draft_are_bounded():
    assert len(shown(" ".join(f"w{n}rd" for n in range(5000)))) < 6000


def test_signs_pass_over_the_name_a_draft_calls_its_reader_by():
    called, told = shown("Sorry Mona Saleh, we broke it."), shown("Sorry, Mona Saleh has it.")

    assert {"w:mona", "s:saleh", "first:mona", "new:full:1"} & called == set()
    assert {"w:mona", "s:saleh", "new:full:1"} <= told
    assert {"w:sorry", "w:broke", "person:addressed"} <= called


def test_signs_name_how_each_sentence_begins_and_ends():
    names = shown("Sorry about the lamp. Then learn reading.")

    assert {"begins:sorry", "ends:lamp", "begins:then", "ends:readi"} <= names
    assert not {"begins:about", "ends:learn"} & names
