import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.language.entities import Span, find_private_data


def found(text, order_pattern=None):
    return [
        (span.kind, text[span.start : span.end])
        for span in find_private_data(text, order_pattern)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كلموني على ٠٥٥١٢٣٤٥٦٧ ضروري", [("phone", "٠٥٥١٢٣٤٥٦٧")]),
        ("my number +966 55 123 4567", [("phone", "+966 55 123 4567")]),
        ("واتساب 00966551234567", [("phone", "00966551234567")]),
        ("جوالي 551234567", [("phone", "551234567")]),
        ("شماره‌ام ۰۹۱۲۳۴۵۶۷۸۹ هست", [("phone", "۰۹۱۲۳۴۵۶۷۸۹")]),
        ("+98 912 345 6789", [("phone", "+98 912 345 6789")]),
        ("تلفن ۰۲۱-۸۸۷۷۶۶۵۵", [("phone", "۰۲۱-۸۸۷۷۶۶۵۵")]),
        ("رقمي 010-1234-5678", [("phone", "010-1234-5678")]),
        ("+201012345678", [("phone", "+201012345678")]),
        ("call me 050 123 4567", [("phone", "050 123 4567")]),
        ("+971 50 123 4567", [("phone", "+971 50 123 4567")]),
        ("0770 123 4567 رقمي", [("phone", "0770 123 4567")]),
        ("+965 5012 3456", [("phone", "+965 5012 3456")]),
        ("تلفوني 0791234567", [("phone", "0791234567")]),
        ("+44 20 7946 0958", [("phone", "+44 20 7946 0958")]),
        ("اتصلوا ٠٥٥\u200f١٢٣\u200f٤٥٦٧", [("phone", "٠٥٥\u200f١٢٣\u200f٤٥٦٧")]),
        ("mail: sara.m+shop@mail.example.com.", [("email", "sara.m+shop@mail.example.com")]),
        ("SA03 8000 0000 6080 1016 7519 حسابي", [("iban", "SA03 8000 0000 6080 1016 7519")]),
        ("SA03 8000 0000 6080 1016 7510", []),
        ("شبا IR062960000000100324200001", [("iban", "IR062960000000100324200001")]),
        ("XX03 8000 0000 6080 1016 7519", []),
        ("card 4111 1111 1111 1111 was charged", [("card", "4111 1111 1111 1111")]),
        ("بطاقتي ٤١١١-١١١١-١١١١-١١١١", [("card", "٤١١١-١١١١-١١١١-١١١١")]),
        ("4111 1111 1111 1112", []),
        ("کد ملی 0013542419", [("national_id", "0013542419")]),
        ("کد ملی ۰۰۱۳۵۴۲۴۱۹", [("national_id", "۰۰۱۳۵۴۲۴۱۹")]),
        ("هويتي 1000000008", [("national_id", "1000000008")]),
        ("784-1980-1234567-8", [("national_id", "784-1980-1234567-8")]),
        ("الرقم القومي 29001011234564", [("national_id", "29001011234564")]),
        ("طلب ٢٠٤١٨ ما وصل", [("order_no", "٢٠٤١٨")]),
        ("رقم الطلب: 99812", [("order_no", "99812")]),
        ("order #R-20418", [("order_no", "R-20418")]),
        ("where is #20418?", [("order_no", "20418")]),
        ("Order number is 55-10023", [("order_no", "55-10023")]),
        ("سفارش ۴۵۸۹۲۱ نرسید", [("order_no", "۴۵۸۹۲۱")]),
        ("کد پیگیری 771234", [("order_no", "771234")]),
        ("طلب 250 ريال", []),
        ("order 1200 items", []),
        ("رقم حسابي 1234567890123", [("account_no", "1234567890123")]),
        ("حي النرجس شارع 12 عمارة 4", [("address", "حي النرجس شارع 12 عمارة 4")]),
        ("I live at 21 Baker Street, flat 3", [("address", "21 Baker Street, flat 3")]),
        ("آدرس: خیابان ولیعصر، پلاک ۱۲", [("address", "خیابان ولیعصر، پلاک ۱۲")]),
        ("paid 250 in 2023, 3 times", []),
        ("12000000 toman", []),
        ("", []),
        ("لا يوجد شيء هنا", []),
    ],
)
def test_find_private_data_reads_the_region(text, expected):
    assert found(text) == expected


def test_find_private_data_uses_the_pattern_of_the_brand():
    assert found("طلبي ZZ-77-Q وصل", r"ZZ-\d{2}-Q") == [("order_no", "ZZ-77-Q")]
    assert found("طلبي zz-۷۷-q وصل", r"ZZ-\d{2}-Q") == [("order_no", "zz-۷۷-q")]


def test_find_private_data_gives_several_left_to_right():
    text = "طلب رقم 20418 جوالي 0551234567 وايميلي a@b.sa"

    assert [span.kind for span in find_private_data(text)] == ["order_no", "phone", "email"]


@given(
    st.text(
        st.one_of(
            st.characters(codec="utf-8"),
            st.sampled_from("0123456789۰۱۲۳٠١٢+-# @.\u200e\u202eطلبسفارشحيشارعSAIR"),
        ),
        max_size=200,
    )
)
def test_find_private_data_stays_inside_the_text_and_apart(text):
    spans = find_private_data(text)

    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    "sign", ["1", "1 ", "a@", "#", "طلب ", "حي ", "خیابان ", "SA", "+", "(", "order 1-"]
)
def test_find_private_data_reads_a_long_text_of_one_sign(sign):
    text = sign * (30_000 // len(sign))

    assert all(isinstance(span, Span) for span in find_private_data(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("رقمنا 70/640693 للتواصل", "phone"),
        ("حاكيني ٧٦ ٥٥٤ ٦٣٤", "phone"),
        ("el ra2m 54431370", "phone"),
        ("the driver can text 2065550143", "phone"),
        ("code meli man 2573767698", "national_id"),
        ("my national code 5999990181 for the post", "national_id"),
        ("هويتي ٩٠١٢٣٤٥٦٧ مسروقة", "national_id"),
        ("Acct DC-220917 again", "account_no"),
        ("Membership LC/009173, change my name", "account_no"),
        ("Account's FM-20917", "account_no"),
        ("acct 300-447-1182", "account_no"),
        ("رقم الزبون ORN-7720918", "account_no"),
        ("رقم حسابي 011-558237-001", "account_no"),
        ("شماره حساب مقصد: 0204471185003", "account_no"),
        ("ش.ح: ۱۱۰-۸۰۰-۳۳۲۱۹۰۷-۲", "account_no"),
        ("الرقم RUH-SV-66219", "order_no"),
        ("الوصل معي ورقمه 10-44873", "order_no"),
        ("EMX2200918AE says delivered", "order_no"),
        ("PO Box 4471, Kalispell", "address"),
        ("leave it at Rose Cottage, Back Lane, Malham BD23 4DA", "address"),
        ("take it from Tower B, flat 1904, Al Khan", "address"),
        ("با نشانی ارومیه، بلوار شهید باکری، جنب پارک", "address"),
        ("العنوان نابلس، رفيديا، عمارة سمارة ط٤", "address"),
    ],
)
def test_find_private_data_knows_the_kind_by_its_words_and_grouping(text, kind):
    assert [span.kind for span in find_private_data(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "70 631 231 ليرة دفعت",
        "ISBN 978-0-14-118776-1, two copies",
        "batch: L2419",
        "Serial no. HX-4471-20",
        "Model KX-1185 or KX-1186?",
        "label 34x32",
        "the return is 3000 riyal",
        "وزن الطرد ٤٥٠٠ غرام",
        "حسابي معلق من 2026-11-03",
        "the account was fine in 2026",
        "کوچه دو بار سنگفرش شد",
        "عدلوا العنوان لو سمحتم، البيت صار بعيد",
        "the court said no, the chapel too",
        "575-97-9416522-1",
    ],
)
def test_find_private_data_leaves_what_only_looks_like_it(text):
    assert find_private_data(text) == ()


def test_a_card_behind_the_word_account_stays_a_card_and_a_mobile_a_phone():
    found = find_private_data("account card 4111 1111 1111 1111, حسابي 0501234567")

    assert [span.kind for span in found] == ["card", "phone"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("call 05\u200b51\u2060234567 now", 5, 17),
        ("call 05\u206651\u206923\u200f4567 now", 5, 18),
        ("due \u202e7654321550\u202c SAR", 5, 15),
        ("۰\u200c۹\u200c۱۲۳۴۵۶۷۸۹", 0, 13),
        ("refund \u202d0551234567\u202c SAR", 8, 18),
    ],
)
def test_number_is_found_behind_signs_that_do_not_show(text, start, end):
    assert [(one.kind, one.start, one.end) for one in find_private_data(text)] == [
        ("phone", start, end)
    ]


@pytest.mark.parametrize("sign", [".", " ", "-", "\u00b7", "\u066b", " . "])
@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
@pytest.mark.parametrize(
    ("before", "number", "kind"),
    [
        ("", "09123456789", "phone"),
        ("", "6037997559912341", "card"),
        ("کد ملی ", "0012345679", "national_id"),
        ("", "1055012346", "national_id"),
        ("IR", "062960000000100324200001", "iban"),
    ],
)
def test_number_told_digit_by_digit_is_found(before, number, kind, digits, sign):
    told = sign.join(number).translate(str.maketrans("0123456789", digits))
    end = len(before + told)
    start = 0 if kind == "iban" else len(before)

    assert find_private_data(f"{before}{told} است") == (Span(kind, start, end),)


@pytest.mark.parametrize(
    "text", ["1 2 3 4 5 6 7 8", "۱.۲.۳.۴.۵.۶", "1-0 2-1 3-2", "5 5 5 5 5 5 5"]
)
def test_counting_is_no_number(text):
    assert find_private_data(text) == ()
