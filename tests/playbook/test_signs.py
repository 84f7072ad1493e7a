import pytest

from amends.playbook.contract import Found, ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT
from amends.playbook.signs import shown


def showing(text, *, said="My lamp came broken", found=(), **facts):
    facts = {"lang": "en", "public": True, "conversation": (Turn("customer", said),)} | facts
    return shown(Draft(text, ReviewContext(**facts), DEFAULT), found)


def test_signs_tell_the_draft_from_the_customer():
    names = showing("Sorry about the lamp.")

    assert {"w:sorry", "c:broke"} <= names.whole
    assert not {"w:broken", "c:sorry"} & names.whole


def test_signs_hold_situation_and_rules():
    canned = Found("canned", 0, 6, ("C-21",))
    names = showing("Sorry.", found=[canned], fault="ours", stage="first", safety=True).whole

    assert {"rule:canned", "fault/stage:ours/first", "public:True", "safety"} <= names
    assert {"has:apology", "no:fix", "has:apology@ours/first"} <= names
    assert not {"no:apology", "has:fix"} & names


def test_case_is_what_holds_whatever_is_written():
    one, other = showing("Sorry.", fault="ours"), showing("A new lamp left.", fault="ours")

    assert {"fault:ours", "c:broke"} <= one.case & other.case
    assert one.case <= one.whole
    assert not {"w:sorry", "has:apology", "sentences:1"} & one.case


def test_sentences_show_each_its_own():
    names = showing("Sorry about the lamp. Then learn reading.")

    first, second = names.sentences
    assert "w:sorry" in first - second
    assert "w:reading" in second - first
    assert first | second <= names.whole
    assert {"sentences:2", "then:apology>-"} <= names.whole - first - second


def test_a_draft_without_a_sentence_has_one_that_shows_nothing():
    assert showing(" ").sentences == [set()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The same happened to Janet Pike last week.", "new:full:1"),
        ("We paid back $90 today.", "new:sum:1"),
        ("Your parcel 48812 left.", "new:number:1"),
        ("My lamp came broken.", "new:words:0"),
        ("We paid $90 first. Then we paid $80.", "news:sum:2"),
    ],
)
def test_signs_name_what_nobody_has_said(text, name):
    assert name in showing(text).whole


def test_what_the_customer_said_is_no_news():
    assert "new:number:0" in showing("Parcel 48812 left.", said="where is 48812?").whole


def test_signs_of_a_long_draft_are_bounded():
    assert len(showing(" ".join(f"w{n}rd" for n in range(5000))).whole) < 6000


def test_signs_pass_over_the_name_a_draft_calls_its_reader_by():
    called, told = (
        showing(text).whole
        for text in ("Sorry Mona Saleh, we broke it.", "Sorry, Mona Saleh has it.")
    )

    assert {"w:mona", "s:saleh", "first:mona", "new:full:1"} & called == set()
    assert {"w:mona", "s:saleh", "new:full:1"} <= told
    assert {"w:sorry", "w:broke", "person:addressed"} <= called
