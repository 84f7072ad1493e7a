import pytest

from amends.playbook import shapes
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.patterns import LANGUAGES
from amends.playbook.policy import DEFAULT, parse_overrides
from amends.playbook.review import review


def occasion(language="en", stage="first", fault="ours", *, public=True, **fields):
    return shapes.Occasion(language=language, stage=stage, fault=fault, public=public, **fields)


def names(made, policy=DEFAULT):
    return shapes.parts_of(made, policy)


def test_first_reply_has_its_parts_in_the_order_of_the_playbook():  # S1-08, S0-04, S2-24, S3-26
    assert names(occasion()) == (
        "thanks", "empathy", "personal", "apology", "next_step", "time", "private_door",
    )  # fmt: skip


def test_private_reply_needs_no_private_door():  # S4a-22
    assert "private_door" not in names(occasion(public=False))


def test_nothing_is_apologised_for_where_nobody_complained():
    assert not {"apology", "empathy"} & set(names(occasion(fault="none")))


def test_solution_comes_first_for_a_valued_customer_where_the_policy_says_so():  # C-18, S1-12
    standard = parse_overrides({"composer.profile.vip": "standard"})

    assert names(occasion(is_vip=True))[0] == "next_step"
    assert names(occasion(is_vip=True), standard)[0] == "thanks"
    assert names(occasion())[0] == "thanks"


def test_what_follows_brings_news_and_not_thanks_again():  # C-15, S3-25, S4c-03
    assert names(occasion(stage="follow_up")) == (
        "personal", "next_step", "time", "private_door",
    )  # fmt: skip


def test_end_says_what_was_done_in_private_and_a_short_note_in_public():  # S3-29, S3-30, C-03
    off = parse_overrides({"channel.public_closure_note": False})

    assert names(occasion(stage="closing", public=False)) == shapes.CLOSING
    assert names(occasion(stage="closing")) == ("public_note",)
    assert names(occasion(stage="closing"), off) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_facts_and_several_shapes_for_each_part(language):
    facts = shapes._facts(language)

    assert {k: set(v) for k, v in facts.items()} == {
        k: set(v) for k, v in shapes._facts("en").items()
    }
    for table, rows in shapes._TABLES.items():
        assert all(len(shapes._table(language, table)[row]) >= 2 for row in rows)


@pytest.mark.parametrize(
    ("fault", "known"), [("ours", {"own_act", "step"}), ("unknown", {"step"})]
)
def test_what_we_did_is_said_only_where_it_was_us(fault, known):  # C-13
    facts = shapes.known_facts("ar", fault=fault, topic="damaged", remedy="replacement")

    assert set(facts) == known


def test_facts_fill_their_slots_and_the_rest_stays_open_in_the_customers_language():
    (apology,) = [
        one
        for one in shapes.choices(occasion("fa"), DEFAULT, {"own_act": "دیر رساندیم"})
        if one.name == "apology"
    ]
    (thanks, *_) = shapes.choices(occasion("fa"), DEFAULT, {})

    assert all("دیر رساندیم" in shape for shape in apology.shapes)
    assert all(list(shapes.open_slots(shape)) for shape in thanks.shapes)
    assert "{آنچه پیش آمد}" in thanks.shapes[0]


def test_personal_part_is_left_to_the_writer():  # S2-09
    made = {one.name: one.shapes for one in shapes.choices(occasion(), DEFAULT, {})}

    assert made["personal"] == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_shape_of_a_farewell_or_an_end_is_blocked(language):  # S2-03
    private = occasion(language, stage="closing", public=False)
    facts = dict.fromkeys(shapes._facts(language)["slot"], "x")
    ready = [*shapes.farewell(private, facts)]
    for one in shapes.choices(private, DEFAULT, facts):
        ready += one.shapes
    context = ReviewContext(
        lang=language, public=False, stage="closing", conversation=(Turn("customer", "x"),)
    )

    # One sentence alone may well be too little; none may say what must not be sent.
    assert [text for text in ready if review(text, context).verdict == "block"] == []


FACTS = {
    "en": ({"own_act": "sent the wrong size", "step": "send you the right one", "time": "6 pm today"}, "the wrong size"),
    "ar": ({"own_act": "أرسلنا المقاس الخطأ", "step": "نرسل المقاس الصحيح", "time": "الساعة ٦ مساء اليوم"}, "المقاس الخطأ"),
    "fa": ({"own_act": "سایز اشتباه فرستادیم", "step": "سایز درست را می‌فرستیم", "time": "ساعت ۶ عصر امروز"}, "سایز اشتباه"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", ["ours", "not_ours", "unknown"])
@pytest.mark.parametrize("number", range(6))
def test_filled_shapes_of_a_first_reply_pass_the_review(language, fault, number):
    facts, detail = FACTS[language]
    made = shapes.choices(occasion(language, fault=fault), DEFAULT, facts)
    chosen = [one.shapes[number % len(one.shapes)] for one in made if one.shapes]
    text = shapes._OPEN.sub(detail, " ".join(chosen))
    context = ReviewContext(
        lang=language, public=True, fault=fault, conversation=(Turn("customer", detail),)
    )

    assert review(text, context).labels == ("none",)


@pytest.mark.parametrize(
    ("text", "open_places"),
    [
        ("Thank you for {what happened}.", [(14, 29)]),
        ("{} { } {\n} a{b}c", [(3, 6), (12, 15)]),
        ("nothing open", []),
        ("{" + "x" * 41 + "}", []),
    ],
)
def test_open_slots_are_found(text, open_places):
    assert list(shapes.open_slots(text)) == open_places
