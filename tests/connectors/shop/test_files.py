from datetime import UTC, datetime

import pytest

from amends.connectors.shop.files import (
    BAD_TOTAL,
    NO_NUMBER,
    NOBODY,
    read_customers,
    read_orders,
)
from amends.connectors.shop.records import CustomerRecord, OrderRecord
from amends.connectors.tables import Row, TableError


@pytest.fixture
def table(tmp_path):
    def written(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_customer_is_read_whole(table):
    path = table(
        "شناسه,نام,ایمیل,موبایل,اینستاگرام,ویژه,تاریخ عضویت\n5,سارا,A@b.example;c@d.example,۰۹۱۲۳۴۵۶۷۸۹,@sara,بله,1403/05/12\n"
    )

    assert list(read_customers(path)) == [
        CustomerRecord(
            external_id="5",
            name="سارا",
            emails=("a@b.example", "c@d.example"),
            phones=("09123456789",),
            handles=("@sara",),
            is_vip=True,
            since=datetime(2024, 8, 2, tzinfo=UTC),
        )
    ]


@pytest.mark.parametrize(
    ("row", "external_id"), [("x,a@b.example,05", "a@b.example"), ("x,,05", "05"), ("x,,", "x")]
)
def test_a_customer_without_an_id_is_known_by_something(table, row, external_id):
    (customer,) = read_customers(table(f"name,email,phone\n{row}\n"))

    assert customer.external_id == external_id


def test_rows_that_name_nobody_are_told(table):
    path = table("id,name,email\n1,,\n2,x\n3,سارا,\n")

    first, second, third = read_customers(path)

    assert (first, second.line) == (Row(2, {"id": "1", "name": "", "email": ""}, NOBODY), 3)
    assert third.name == "سارا"


def test_an_order_is_read_whole(table):
    path = table(
        'رقم الطلب,رقم العميل,الاسم,البريد,الجوال,المجموع,العملة,تاريخ الطلب,تاريخ التسليم,الحالة,المنتجات\nA-١٧,5,نورة,N@b.example,٠٥٠١٢٣٤٥٦٧,"1,250.50",SAR,2026-01-02,2026-01-05,تم التسليم,قميص;حذاء\n'
    )

    assert list(read_orders(path)) == [
        OrderRecord(
            number="A-17",
            customer_external_id="5",
            email="n@b.example",
            phone="0501234567",
            name="نورة",
            placed_at=datetime(2026, 1, 2, tzinfo=UTC),
            delivered_at=datetime(2026, 1, 5, tzinfo=UTC),
            status="تم التسليم",
            total_minor=125050,
            currency="SAR",
            items=("قميص", "حذاء"),
        )
    ]


def test_orders_that_cannot_be_taken_are_told(table):
    rows = list(read_orders(table("number,total\n,5\n7,much\n8,\n")))

    assert [row.problem for row in rows[:2]] == [NO_NUMBER, BAD_TOTAL]
    assert rows[2] == OrderRecord(number="8")


def test_a_table_of_something_else_is_told(table):
    with pytest.raises(TableError, match="colour, size"):
        list(read_customers(table("colour,size\nred,5\n")))


@pytest.mark.parametrize(("told", "is_vip"), [("بله", True), ("no", False), ("", None)])
def test_silence_on_importance_is_not_a_no(table, told, is_vip):
    (customer,) = read_customers(table(f"name,vip\nسارا,{told}\n"))

    assert customer.is_vip == is_vip
