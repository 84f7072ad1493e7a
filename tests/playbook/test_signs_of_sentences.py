import pytest

from amends.playbook.contract import Found, ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT
from amends.playbook.sentences import split
from amends.playbook.signs_of_sentences import Thread, blocks_of, signs_of, words_of


TEXT = "Sorry about the lamp. We paid $90 to Janet Pike. Bye!!"


def of_sentence(at, *by_rules, text=TEXT, **facts):
    facts = {"lang": "en", "public": True, "conversation": (Turn("customer", "lamp"),)} | facts
    draft = Draft(text, ReviewContext(**facts), DEFAULT)
    blocks = blocks_of(draft.sentences[at])
    return {*signs_of(draft, at, blocks, by_rules, Thread(draft))}


def test_words_lose_article_and_keep_length_of_numbers():
    (sentence,) = split("والطلب 4815 تأخر", "ar")

    names = set(words_of(sentence))

    assert {"w:طلب", "w:0000", "2:طلب 0000", "3:طلب . تاخر"} <= names


@pytest.mark.parametrize(("said", "name"), [("order 4471902", "w:#"), ("lamp", "w:0000000")])
def test_a_number_that_the_customer_told_is_another_word(said, name):
    text = "We sent order ۴۴۷۱۹۰۲ late."
    names = of_sentence(0, text=text, published=(said,))

    assert {"w:#", "w:0000000"} & names == {name}


def test_signs_name_how_a_sentence_begins_and_ends():
    names = of_sentence(0)

    assert {"begins:sorry", "ends:lamp"} <= names
    assert not {"begins:about", "ends:sorry"} & names


def test_building_blocks_are_named_with_the_situation():
    names = of_sentence(0, fault="ours", stage="first")

    assert {
        "has:apology",
        "has:apology@ours/first",
        "has:apology@True",
        "made:apology",
    } <= names
    assert "has:apology" not in of_sentence(2)


def test_news_are_those_of_the_sentence():
    assert {"new:sum:1", "new:full:1", "new:sum@True/False"} <= of_sentence(1, fault="ours")
    assert {"new:sum:0", "new:full:0"} <= of_sentence(0)


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [(TEXT, 0, "first"), (TEXT, 1, "between"), (TEXT, 2, "last"), ("Sorry.", 0, "only")],
)
def test_place_of_a_sentence_is_named(text, at, place):
    assert f"at:{place}" in of_sentence(at, text=text)


@pytest.mark.parametrize(
    ("words", "length"), [("one two three", 0), ("one two three four", 1), ("w " * 26, 5)]
)
def test_length_of_a_sentence_is_told_in_steps(words, length):
    assert f"words:{length}" in of_sentence(0, text=words)


def test_a_rule_is_named_where_it_has_met():
    met = Found("discloses_private_data", TEXT.index("$90"), TEXT.index("$90") + 3, ("S4a-23",))
    of_all = Found("canned", 0, len(TEXT), ("C-21",))

    assert "rule:discloses_private_data" in of_sentence(1, met, of_all)
    assert "rule:discloses_private_data" not in of_sentence(0, met, of_all)
    assert "rule:canned" not in of_sentence(1, met, of_all)


def test_faces_are_named():
    assert "e:!!" in of_sentence(2)
    assert "e:!!" not in of_sentence(0)


def test_a_number_that_another_customer_told_is_none_of_his():
    turns = (Turn("customer_1", "order 4471902"), Turn("customer_2", "and mine?"))

    assert "w:0000000" in of_sentence(0, text="Order 4471902 left.", conversation=turns)
    assert "w:#" in of_sentence(0, text="Order 4471902 left.", conversation=turns[:1])


def test_a_number_that_was_told_is_no_word():
    with_number = of_sentence(0, text="We sent 4471902.", published=("4471902",))

    assert not of_sentence(0, text="We sent told.") & {"w:#", "s:#"}
    assert {"w:#", "2:sent #"} <= with_number


def test_the_first_word_of_a_later_sentence_begins_no_name():
    text = "Sorry. The Samsung fridge left. Then Janet Pike called."

    assert "new:full:0" in of_sentence(1, text=text)
    assert "new:full:1" in of_sentence(2, text=text)


@pytest.mark.parametrize(
    ("text", "is_named"), [("You are a liar.", True), ("Liar. Bye.", False)]
)
def test_a_rule_meets_the_only_sentence_of_a_draft(text, is_named):
    insult = Found("insult_back", 0, len(text), ("C-10",))

    assert ("rule:insult_back" in of_sentence(0, insult, text=text)) == is_named
