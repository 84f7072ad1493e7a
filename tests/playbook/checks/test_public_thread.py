import pytest

from amends.playbook.checks import public_thread
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT


def found(check, text, **facts):
    context = ReviewContext(
        **{
            "lang": "en",
            "public": True,
            "conversation": (Turn("customer", "The lamp broke, I am furious"),),
        }
        | facts
    )
    return [one.code for one in check(Draft(text, context, DEFAULT))]


@pytest.mark.parametrize(
    ("turns", "already", "given"),
    [
        ("c s c", 1, 1),
        ("c s c s c", 2, 2),
        ("c s c s c", 1, 1),
        ("c", 2, 2),
        ("1 s 1 s 2", 2, 0),
        ("1 s 2 s 1", 2, 1),
        ("1 2", 2, 0),
    ],
)
def test_replies_are_counted_by_person(turns, already, given):
    who = {"c": "customer", "s": "shop", "1": "customer_1", "2": "customer_2"}
    conversation = tuple(Turn(who[turn], "x") for turn in turns.split())
    context = ReviewContext(
        lang="en", public=True, conversation=conversation, public_replies_already=already
    )

    assert (
        public_thread.replies_to(public_thread.current_person(conversation), context) == given
    )  # C-12


def test_first_reply_is_free():
    assert found(public_thread.check, "Hello") == []


@pytest.mark.parametrize(("given", "codes"), [(0, []), (1, ["no_private_door"])])
def test_last_public_reply_moves_to_a_private_message(given, codes):  # S4c-03, S4c-06
    turns = (
        Turn("customer", "The lamp broke"),
        Turn("shop", "The courier comes at 4"),
        Turn("customer", "Nobody came"),
    )

    assert (
        found(
            public_thread.check,
            "The courier comes at 6.",
            conversation=turns,
            public_replies_already=given,
        )
        == codes
    )


@pytest.mark.parametrize(
    ("last", "text", "codes"),
    [
        ("Another question: do you sell shades?", "Shades come in four sizes.", []),
        (
            "Another question: do you sell shades?",
            "The courier leaves at 5.",
            ["third_public_reply"],
        ),
        (
            "Another question: do you sell shades?",
            "Delete your comment, please.",
            ["third_public_reply"],
        ),
        ("Are others the same?", "No, they are fine.", ["third_public_reply"]),
    ],
)
def test_new_question_is_free_for_its_answer_only(last, text, codes):  # C-12
    turns = (
        Turn("customer", "The lamp broke"),
        Turn("shop", "The courier comes at 4"),
        Turn("customer", last),
    )

    assert (
        found(public_thread.check, text, conversation=turns, public_replies_already=2) == codes
    )


@pytest.mark.parametrize(
    ("last", "codes"),
    [("عندكم مصابيح حائط؟", []), ("يعني الصندوق عندكم عاطل", ["third_public_reply"])],
)
def test_word_of_a_question_inside_a_statement_asks_nothing(last, codes):  # C-12
    turns = (
        Turn("customer", "انكسر المصباح"),
        Turn("shop", "أرسل لنا صورة"),
        Turn("customer", last),
    )
    text = "الصندوق سليم ومصابيح الحائط موجودة."

    facts = {"conversation": turns, "public_replies_already": 2}
    assert found(public_thread.check, text, lang="ar", **facts) == codes


@pytest.mark.parametrize(
    ("lang", "last", "codes"),
    [
        ("en", "It's here. Thanks for sorting it out.", []),
        ("en", "Thanks for nothing, still no lamp.", ["third_public_reply"]),
        ("en", "Whatever.", ["third_public_reply"]),
        ("en", "I never received it.", ["third_public_reply"]),
        ("en", "It works now, but the screen is broken.", ["third_public_reply"]),
        ("en", "Nobody replied. Thanks for reading.", ["third_public_reply"]),
        ("en", "No thanks.", ["third_public_reply"]),
        ("en", "All sorted, cheers!", []),
        ("en", "Sorted, got the new card this morning. Ta.", []),
        ("en", "Got the card this morning and it's wrong.", ["third_public_reply"]),
        ("en", "The smell has gone, thank you.", []),
        ("ar", "وصل المبلغ، شكراً", []),
        ("ar", "لسه ما وصل شي", ["third_public_reply"]),
        ("ar", "ما انحل الموضوع", ["third_public_reply"]),
        ("ar", "وصل مكسور", ["third_public_reply"]),
        ("ar", "شكرا على التجاهل", ["third_public_reply"]),
        ("ar", "انحلت، ما قصرتوا", []),
        ("ar", "استلمتها، يعطيكن العافية", []),
        ("ar", "استلمتها مكسورة", ["third_public_reply"]),
        ("fa", "نشست، ممنون از پیگیری", []),
        ("fa", "هنوز نرسیده", ["third_public_reply"]),
        ("fa", "رسید ندادید", ["third_public_reply"]),
        ("fa", "شماره رسید ۱۲۳", ["third_public_reply"]),
        ("fa", "ممنون از هیچی", ["third_public_reply"]),
        ("fa", "درست شد، دستتون درد نکنه", []),
        ("fa", "درست شد، ممنون از پاسخ", []),
        ("fa", "bargasht, damet garm", []),
        ("fa", "دمتون گرم، ولی نرسید", ["third_public_reply"]),
    ],
)
def test_closing_note_is_free_once_the_customer_says_it_is_well(lang, last, codes):  # C-12
    turns = (Turn("customer", "x"), Turn("shop", "x"), Turn("customer", last))
    facts = {"lang": lang, "conversation": turns, "public_replies_already": 2}

    assert found(public_thread.check, "x", stage="closing", **facts) == codes
    assert found(public_thread.check, "x", stage="follow_up", **facts) == ["third_public_reply"]


@pytest.mark.parametrize(
    ("lang", "last", "confirmed"),
    [
        ("en", "That is fixed? Really?", False),
        ("en", "That is fixed. Really.", True),
        ("ar", "متى وصل الطلب؟", False),
        ("ar", "وصل الطلب.", True),
    ],
)
def test_a_question_confirms_nothing(lang, last, confirmed):  # C-12
    turns = (Turn("customer", "x"), Turn("shop", "x"), Turn("customer", last))
    context = ReviewContext(lang=lang, public=True, stage="closing", conversation=turns)

    assert public_thread.is_confirmed(Draft("x", context, DEFAULT)) == confirmed


@pytest.mark.parametrize(
    ("lang", "last", "is_new"),
    [
        ("en", "Thanks, got the lamp. Do you sell lamp shades?", True),
        ("en", "Still no lamp. Do you sell lamps at all?", False),
        ("en", "Do you people own a calendar?", False),
        ("en", "Do you own a van?", True),
        ("ar", "وصل المصباح شكرا. عندكم مصباح أزرق؟", True),
        ("ar", "هل هكذا تعاملون الناس؟", False),
        ("fa", "چراغ رسید. حالا این چراغ چند وات است؟", True),
        ("fa", "منو مسخره کردین؟", False),
    ],
)
def test_a_question_of_scorn_is_none_and_one_after_thanks_is_new(lang, last, is_new):  # C-12
    first = {"en": "The lamp broke", "ar": "انكسر المصباح", "fa": "چراغ شکست"}[lang]
    turns = (Turn("customer", first), Turn("shop", "x"), Turn("customer", last))
    context = ReviewContext(lang=lang, public=True, conversation=turns)

    assert public_thread.asks_something_new(context) == is_new


@pytest.mark.parametrize(
    ("lang", "last", "text", "codes"),
    [
        ("en", "It is smoking now!", "Unplug it and leave the room.", []),
        ("en", "It is smoking now!", "We answer every message.", ["third_public_reply"]),
        ("en", "It is still here.", "Unplug it and leave the room.", ["third_public_reply"]),
        ("ar", "صار يطلع دخان", "افصلها واخرجوا من الغرفة.", []),
        ("ar", "صار يطلع دخان", "رددنا عليك مرتين.", ["third_public_reply"]),
        ("ar", "هي عندي للحين", "افصلها واخرجوا من الغرفة.", ["third_public_reply"]),
        ("fa", "الان دود می‌کند", "از برق بکشید و بروید بیرون.", []),
        ("fa", "الان دود می‌کند", "دو بار جواب دادیم.", ["third_public_reply"]),
        ("fa", "هنوز همین‌جاست", "از برق بکشید و بروید بیرون.", ["third_public_reply"]),
    ],
)
def test_danger_told_by_the_customer_is_answered_with_what_to_do(
    lang, last, text, codes
):  # C-12
    turns = (Turn("customer", "x"), Turn("shop", "x"), Turn("customer", last))
    facts = {"lang": lang, "conversation": turns, "public_replies_already": 2}

    assert found(public_thread.check, text, **facts) == codes


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "One correction: the licence is valid.", []),
        ("en", "That is what we said.", ["third_public_reply"]),
        ("ar", "تصحيح مهم: الرخصة سارية.", []),
        ("ar", "هذا ما قلناه.", ["third_public_reply"]),
        ("fa", "برای آگاهی دیگران: پروانه باطل نشده.", []),
        ("fa", "همین را گفتیم.", ["third_public_reply"]),
    ],
)
def test_correction_for_all_readers_is_free(lang, text, codes):  # C-12
    turns = (Turn("customer", "x"), Turn("shop", "x"), Turn("customer", "y"))
    facts = {"lang": lang, "conversation": turns, "public_replies_already": 2}

    assert found(public_thread.check, text, **facts) == codes
