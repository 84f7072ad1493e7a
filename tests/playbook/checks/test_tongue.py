import pytest

from amends.playbook.checks import tongue
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
    ("text", "language"),
    [
        ("Where is my order, please?", "en"),
        ("السلام عليكم، نعتذر عن التأخير في الطلب ونرسله غدا إلى البيت", "ar"),
        ("سلام، برای شما می‌فرستیم و این سفارش فردا می‌رسد", "fa"),
        ("ok", None),
        ("https://example.org/very/long/link @handle", None),
    ],
)
def test_tongue_of_a_text(text, language):
    assert tongue.tongue(text) == language


def test_customer_who_changed_the_language_is_followed():
    turns = (Turn("customer", "Please write to me in English, where is the lamp?"),)

    assert (
        found(
            tongue.check,
            "Here is what we found out about the lamp.",
            lang="fa",
            conversation=turns,
        )
        == []
    )


@pytest.mark.parametrize(
    ("language", "text", "is_found"),
    [
        ("en", "نعتذر we are sorry ببخشید که چراغ broken رسید", True),
        ("ar", "نعتذر منك we are sorry and عن المصباح", True),
        ("fa", "ببخشید چراغ شکست we are sorry and", True),
        ("ar", "الأغلب: Settings > Printers > Preferences > Color. جربها وأنا مستني.", False),
        ("fa", "دکمه‌ی Bluetooth رو پنج ثانیه نگه دارید", False),
        ("en", "Die Lampe ist kaputt, wir schicken Ihnen heute eine neue.", True),
        ("en", "Простите, мы прислали вам сломанную лампу.", True),
        ("fa", "Простите, мы прислали вам сломанную лампу.", True),
    ],
)
def test_half_of_another_language_and_a_third_one_are_found(language, text, is_found):  # S2-10
    turns = (Turn("customer", "?"),)

    assert bool(found(tongue.check, text, lang=language, conversation=turns)) is is_found
