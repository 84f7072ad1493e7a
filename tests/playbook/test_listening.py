import pytest

from amends.playbook.listening import clause_of, details_of, guess_wish
from amends.playbook.patterns import LANGUAGES


@pytest.mark.parametrize(
    ("language", "text", "wish"),
    [
        ("ar", "أبي فلوسي ترجع اليوم", "refund"),
        ("ar", "ما أبي فلوسي، أبي ماكينة سليمة قبل الخميس", "replacement"),
        ("ar", "وين طلبي؟ أبغى طلبي", "redelivery"),
        ("ar", "أريد أعرف لماذا تأخر", "explanation"),
        ("ar", "وصلتني مكسورة", None),
        ("fa", "پولم رو پس بدید", "refund"),
        ("fa", "لطفا تعویضش کنید", "replacement"),
        ("fa", "پولم رو نمی‌خوام، یکی سالم بفرستید", "replacement"),
        ("fa", "می‌خوام بدونم چرا", "explanation"),
        ("fa", "شکسته بود", None),
        ("en", "I want my money back", "refund"),
        ("en", "I don't want my money back, I want a working machine", "replacement"),
        ("en", "Please fix it", "repair"),
        ("en", "I want to know why nobody called", "explanation"),
        ("en", "It arrived broken", None),
        ("other", "refund me", "refund"),
    ],
)
def test_wish_is_guessed_from_what_he_asks_for(language, text, wish):  # S0-11
    heard = guess_wish(text, language)

    assert (heard.code if heard else None) == wish


@pytest.mark.parametrize(
    ("language", "text", "details"),
    [
        ("ar", "هدية لوالدتي وعندي عزيمة يوم الخميس", ["gift", "person", "occasion"]),
        ("fa", "برای تولد دخترم خریدم", ["occasion", "person"]),
        ("en", "It was a present for my mum's birthday, I am a loyal customer",
         ["gift", "person", "occasion", "loyalty"]),
        ("en", "The gifted mummy", []),
        ("ar", "الطلب متأخر", []),
    ],
)  # fmt: skip
def test_details_a_human_would_pick_up_are_found(language, text, details):  # S2-10
    assert [heard.code for heard in details_of(text, language)] == details


def test_quote_is_the_clause_around_it():
    text = "It came late. I have guests coming on Thursday evening! Fix it."
    (heard,) = details_of(text, "en")

    assert clause_of(text, heard) == "I have guests coming on Thursday evening"
    assert text[heard.start : heard.end] == "guests"


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_and_strange_texts_are_read_all_the_same(language):
    for text in ("😡" * 5000, "ا" * 10_000, "", "\u202egift\u202c"):
        assert len(details_of(text, language)) <= 4
        assert guess_wish(text, language) is None
