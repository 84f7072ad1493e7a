"""PRODUCT's fourth story at a screen, up to the promise: a review where only a person can answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import worlds
from django.utils import timezone
from playwright.sync_api import expect

from amends.casebook.models import Clock, Customer, Delivery, Identity, Mention, Promise


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REVIEW = "https://reviews.example/rabwa/77"
NUMBER = "+966501234567"
TALK = {
    "ar": {
        "review": "تعشينا عندكم أمس: انتظرنا ساعة كاملة ووصل الأكل باردًا، تجربة سيئة جدًا.",
        "asks": "شكرًا لأنك كتبت لنا يا نورة. انتظرتم ساعة ووصل الأكل باردًا، وهذا خطأ منا ونعتذر عنه. "
        "نود أن نسمع منك بالهاتف: اكتبي لنا هنا متى يناسبك أن نكلمك.",
        "wants_call": "أفضّل مكالمة، كلموني بكرة العصر على رقم الحجز",
        "promises": "شكرًا يا نورة. نعتذر مرة أخرى عن الأكل البارد والانتظار. أكلمك بنفسي على رقم الحجز "
        "غدًا الساعة 5 مساءً.",
        "name": "نورة القحطاني",
        "said": "اختارت عشاء جديدًا لأربعة بدل استرجاع المبلغ، وقالت إن الأكل كان باردًا",
    },
    "fa": {
        "review": "دیشب شام آمدیم: یک ساعت کامل منتظر ماندیم و غذا سرد رسید، تجربهٔ خیلی بدی بود.",
        "asks": "ممنون که نوشتید نوشین عزیز. یک ساعت منتظر ماندید و غذا سرد رسید؛ اشتباه از ما بود و عذر "
        "می‌خواهیم. دوست داریم حرفتان را تلفنی بشنویم؛ همین‌جا بنویسید چه وقتی برایتان خوب است.",
        "wants_call": "ترجیح می‌دهم تلفنی باشد، فردا عصر به شمارهٔ رزرو زنگ بزنید",
        "promises": "ممنون نوشین عزیز. بابت غذای سرد و انتظار باز هم عذر می‌خواهیم. خودم فردا ساعت ۵ عصر "
        "به شمارهٔ رزرو زنگ می‌زنم.",
        "name": "نوشین راد",
        "said": "به‌جای برگشت پول، شام تازه برای چهار نفر را انتخاب کرد و گفت غذا سرد بود",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", TALK)
def test_review_is_answered_by_hand_and_the_call_promised_gets_a_clock(desk_in, language):
    desk, talk = desk_in(language), TALK[language]
    guest_of(desk, talk["name"])
    hears(desk, 1, talk["review"], rating=2)
    desk.sign_in()

    desk.opens_case("public")
    desk.types(talk["asks"])
    posts_by_hand(desk, talk["asks"])
    assert desk.case().first_reply_at is not None
    hears(desk, 2, talk["wants_call"])
    desk.opens_case("public")
    promises_the_call(desk, talk["promises"])
    writes_the_call_down(desk, talk)

    assert desk.page.url == f"{desk.url}/cases/rabwa/1/"
    assert talk["said"] in desk.page.inner_text("#thread .zone-private")
    assert desk.case().promises.get().clock.state == "running"


def guest_of(desk, name):
    """Know the guest by the name she has there and by the number of her table."""
    with desk.turn:
        worlds.source(desk.brand, desk.folder / "reviews", "fake_link")
        guest = Customer.objects.create(brand=desk.brand, name=name)
        for kind, value in (("handle", "fake:noura"), ("phone", NUMBER)):
            Identity.objects.create(brand=desk.brand, customer=guest, kind=kind, value=value)


def hears(desk, number, text, **fields):
    folder, desk.folder = desk.folder, desk.folder / "reviews"
    desk.hears(number, text, handle="@noura", url=REVIEW, **fields)
    desk.folder = folder


def posts_by_hand(desk, text):
    """Send to a place the desk cannot write to: copy, open, and say that it stands there."""
    assert not desk.sees("Cannot be sent")
    desk.sends()
    waits = desk.page.locator("form[action$='/do/posted/']")
    expect(desk.page.locator("#thread [data-left]")).to_have_count(1)
    expect(waits).to_have_count(0)
    has_rested(desk)
    expect(waits).to_have_count(1)
    assert desk.page.get_attribute(f"#thread a[href='{REVIEW}'].btn", "target") == "_blank"
    with desk.turn:
        assert Delivery.objects.get(state="link").text == text
    waits.locator("input[type=url]").fill(f"{REVIEW}#answer")
    desk.follows("form[action$='/do/posted/'] button")
    with desk.turn:
        posted = Delivery.objects.get(text=text)
    assert (posted.state, posted.url) == ("sent", f"{REVIEW}#answer")


def has_rested(desk):
    """Let the pause be over in which a slip is still caught (C-04)."""
    with desk.turn:
        Delivery.objects.filter(state="link").update(not_before=timezone.now())
    desk.page.reload()


def promises_the_call(desk, text):
    """Name an exact time: it is offered as a promise, and becomes a clock of the owner."""
    desk.types(text)
    expect(desk.page.locator("#review input[name=promise]")).to_be_checked()
    posts_by_hand(desk, text)
    zone = ZoneInfo(desk.brand.timezone)
    tomorrow = timezone.now().astimezone(zone).date() + timedelta(days=1)
    with desk.turn:
        promise, clock = Promise.objects.get(), Clock.objects.get(kind="promise")
    due = datetime.combine(tomorrow, datetime.min.time(), zone).replace(hour=17)
    assert (promise.due_at, promise.clock_id) == (due, clock.pk)
    assert (clock.limit_at, clock.owner_id) == (due, desk.brand.owner_id)


def writes_the_call_down(desk, talk):
    """Type while talking: the number alone tells who it is and what is open."""
    page = desk.page
    page.goto(f"{desk.url}/calls/new/")
    page.fill("#id_number", NUMBER)
    expect(page.locator("#who a[href='/cases/rabwa/1/']")).to_have_count(1)
    assert talk["name"] in page.inner_text("#who")
    page.select_option("#id_direction", "out")
    page.fill("#id_summary", talk["said"])
    desk.follows("main form button[type=submit]")
    with desk.turn:
        assert Mention.objects.get(source__kind="phone").text == talk["said"]
