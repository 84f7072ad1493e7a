import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.language.identify import Identification, identify, identify_many


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("شكرا", "ar"),
        ("وين طلبي", "ar"),
        ("ممنون", "fa"),
        ("خراب بود", "fa"),
        ("سفارشم کجاست", "fa"),
        ("سفارشم كجاست دير شد", "fa"),
        ("thanks", "en"),
        ("where is my order", "en"),
        ("very bad service", "en"),
        ("talabi ma wesel lel7een", "ar"),
        ("el order mawsalsh w ma7adesh byrod", "ar"),
        ("sefaresham nareside", "fa"),
        ("chera javab nemidin", "fa"),
        ("میرا آرڈر نہیں آیا", "other"),
        ("داواکارییەکەم نەگەیشتووە", "other"),
        ("ma commande est arrivée cassée", "other"),
        ("siparişim gelmedi", "other"),
        ("mi pedido no llegó", "other"),
        ("Заказ не пришел", "other"),
        ("我的订单没到", "other"),
        ("😡", "other"),
        ("12345", "other"),
        ("", "other"),
        ("https://example.com/a @shop", "other"),
    ],
)
def test_identify_names_the_language(text, lang):
    assert identify(text).lang == lang


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("وش هالاستهتار، ابي فلوسي الحين", "gulf"),
        ("دي تالت مرة ابعتلكم ومحدش بيرد", "egypt"),
        ("شو هالحكي لهلق ما وصل", "levant"),
        ("واش ديالكم بزاف ماجاش", "maghreb"),
        ("لم يصل الطلب الذي اشتريته", "msa"),
        ("ween talabi el7een", "arabizi_gulf"),
        ("el order mawsalsh keda mesh kwayes", "arabizi_eg"),
        ("sho hal 7aki hala2 ma wesel", "arabizi_lev"),
        ("wach la commande dyali bzaf t3atlat daba", "arabizi_maghreb"),
        ("سفارش بنده ارسال نشده است", "formal"),
        ("چرا جواب نمیدین دیگه", "colloquial"),
        ("chera javab nemidin", "finglish"),
        ("the parcel is rubbish, cheers mate", "uk"),
        ("y'all need to fix this asap, the package is at my apartment", "us"),
        ("kindly do the needful dear sir", "esl"),
        ("ma commande est arrivée", None),
    ],
)
def test_identify_names_the_dialect(text, dialect):
    assert identify(text).dialect == dialect


def test_identify_knows_when_there_is_nothing_to_read():
    assert identify(" \u200f ") == Identification("other", None, 0.0)


def test_identify_many_keeps_the_order():
    assert [one.lang for one in identify_many(["thanks", "شكرا", "ممنونم"])] == [
        "en",
        "ar",
        "fa",
    ]
    assert identify_many([]) == []


@given(st.text(max_size=80))
def test_identify_answers_any_text(text):
    found = identify(text)

    assert found.lang in {"ar", "fa", "en", "other"}
    assert 0 <= found.probability <= 1
