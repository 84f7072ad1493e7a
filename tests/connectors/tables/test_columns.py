import pytest

from amends.connectors.tables.columns import SHORTEST_TEXT, guess_mapping


@pytest.mark.parametrize(
    ("headers", "mapping"),
    [
        (["Review_ID", "Review Text", "Stars"], {"id": "Review_ID", "text": "Review Text", "rating": "Stars"}),
        (["reviewId", "createdAt", "body"], {"id": "reviewId", "said_at": "createdAt", "text": "body"}),
        (["شناسه", "متن نظر", "امتياز", "تاریخ"], {"id": "شناسه", "text": "متن نظر", "rating": "امتياز", "said_at": "تاریخ"}),
        (["المعرف", "التعليق", "التقييم", "رقم الطلب"], {"id": "المعرف", "text": "التعليق", "rating": "التقييم", "order": "رقم الطلب"}),
        (["title", "comment", "text"], {"title": "title", "text": "text"}),
        (
            ["Mention ID", "Snippet", "Post Title", "Author Name", "Screen Name", "Published", "Source URL", "Potential Reach", "Source"],
            {"id": "Mention ID", "text": "Snippet", "title": "Post Title", "author": "Author Name", "handle": "Screen Name", "said_at": "Published", "url": "Source URL", "reach": "Potential Reach", "site": "Source"},
        ),
        (
            ["متن مطلب", "عنوان خبر", "نام نویسنده", "تاریخ انتشار", "لینک مطلب", "دنبال‌کنندگان", "منبع"],
            {"text": "متن مطلب", "title": "عنوان خبر", "author": "نام نویسنده", "said_at": "تاریخ انتشار", "url": "لینک مطلب", "reach": "دنبال‌کنندگان", "site": "منبع"},
        ),
        (
            ["نص المنشور", "عنوان المقال", "اسم الكاتب", "تاريخ المنشور", "رابط المنشور", "عدد المتابعين", "المنصة"],
            {"text": "نص المنشور", "title": "عنوان المقال", "author": "اسم الكاتب", "said_at": "تاريخ المنشور", "url": "رابط المنشور", "reach": "عدد المتابعين", "site": "المنصة"},
        ),
        (["a", "b"], {}),
    ],
)  # fmt: skip
def test_names_tell_the_fields(headers, mapping):
    assert guess_mapping(headers, []) == mapping


def test_values_tell_what_names_do_not():
    sample = [
        {
            "a": "سفارش من نرسید و کسی جواب نداد",
            "b": "x@y.example",
            "c": "1403/05/12",
            "d": "https://a.example/1",
            "e": "7",
        },
        {
            "a": "خیلی دیر رسید ولی خوب بود",
            "b": "",
            "c": "1403/05/13",
            "d": "https://a.example/2",
            "e": "8",
        },
    ]

    assert guess_mapping(list("abcde"), sample) == {
        "text": "a",
        "email": "b",
        "said_at": "c",
        "url": "d",
    }


@pytest.mark.parametrize(
    ("length", "mapping"), [(SHORTEST_TEXT, {"text": "a"}), (SHORTEST_TEXT - 1, {})]
)
def test_a_text_has_a_shortest_length(length, mapping):
    assert guess_mapping(["a"], [{"a": "x" * length}]) == mapping


@pytest.mark.parametrize(("dates", "mapping"), [(8, {"said_at": "a"}), (7, {})])
def test_most_values_decide(dates, mapping):
    sample = [{"a": "2024-05-02"}] * dates + [{"a": "x"}] * (10 - dates)

    assert guess_mapping(["a"], sample) == mapping


def test_a_table_of_orders_has_other_fields():
    assert guess_mapping(["شماره سفارش", "مبلغ کل", "email"], [], "orders") == {
        "number": "شماره سفارش", "total": "مبلغ کل", "email": "email",
    }  # fmt: skip
