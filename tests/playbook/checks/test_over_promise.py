from decimal import Decimal

import pytest

from amends.playbook.checks import over_promise
from amends.playbook.contract import Money, ReviewContext
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT
from amends.playbook.review import review


OPEN, SETTLED = Money(may_return=False), Money(may_return=True)


def found(text, money, lang="en"):
    context = ReviewContext(lang=lang, public=False, money=money)
    places = over_promise.check(Draft(text, context, DEFAULT))
    return [(one.code, text[one.start : one.end]) for one in places]


PROMISES = (
    ("en", "We will refund you in full by 5 pm.", "We will check the parcel by 5 pm, and a mistake of ours will not cost you anything."),
    ("en", "You'll get your money back tomorrow.", "If the seal is broken, you'll get your money back tomorrow."),
    ("en", "Your refund will be on your card by Monday.", "You have the right to return it within 14 days of delivery, and we will refund you."),
    ("ar", "سنعيد لك المبلغ قبل الساعة ٥ مساءً.", "سنعيد لك المبلغ إذا ثبت الخلل."),
    ("ar", "هنرجع لك فلوسك بكرة الصبح.", "لن تخسر شيئًا بسبب خطأ منا، وسنفحص الطلب قبل الساعة ٥."),
    ("ar", "المبلغ راح يرجع لحسابك يوم الأحد.", "من حقك الإرجاع خلال ٧ أيام، ونعيد لك المبلغ."),
    ("fa", "پولتون تا فردا ظهر برمی‌گرده.", "اگه ایراد از کالا باشه پولتون تا فردا ظهر برمی‌گرده."),
    ("fa", "مبلغ سفارش را تا ساعت ۵ واریز می‌کنیم.", "طبق قانون تا هفت روز حق انصراف دارید و مبلغ را واریز می‌کنیم."),
    ("fa", "بازپرداخت کامل امروز انجام می‌شود.", "تا ساعت ۵ بررسی می‌کنیم و اشتباه ما برای شما هزینه‌ای ندارد."),
)  # fmt: skip


@pytest.mark.parametrize(("lang", "promise", "process"), PROMISES)
def test_money_waits_for_the_facts_and_process_and_rights_do_not(lang, promise, process):
    assert [code for code, _ in found(promise, OPEN, lang)] == ["over_promise"]  # S3-23, C-24
    assert found(promise, SETTLED, lang) == []
    assert found(process, OPEN, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "said", "value"),
    [
        ("en", "We will refund you $120.50 today.", "$120.50", "120.5"),
        ("en", "We will refund you 1,200 SAR today.", "1,200 SAR", "1200"),
        ("ar", "سنعيد لك المبلغ ٣٥٠ ريالًا اليوم.", "٣٥٠ ريالًا", "350"),
        ("fa", "مبلغ ۴۵۰ هزار تومان را امروز واریز می‌کنیم.", "۴۵۰ هزار تومان", "4500000"),
        ("fa", "مبلغ ۲ میلیون ریال را امروز واریز می‌کنیم.", "۲ میلیون ریال", "2000000"),
    ],
)
def test_no_more_is_promised_than_was_allowed(lang, text, said, value):
    enough, less = Decimal(value), Decimal(value) - 1

    assert found(text, Money(may_return=True, most=enough), lang) == []
    assert found(text, Money(may_return=True, most=less), lang) == [("over_promise", said)]


def test_nothing_is_said_where_the_desk_says_nothing_of_money():
    assert found("We will refund you in full by 5 pm.", None) == []


def test_alone_it_is_for_the_eye_only():
    judged = review(
        "We will refund you $90 by 5 pm.", ReviewContext(lang="en", public=False, money=OPEN)
    )

    assert [(one.code, one.level) for one in judged.findings if one.code == "over_promise"] == [
        ("over_promise", "hint")
    ]
