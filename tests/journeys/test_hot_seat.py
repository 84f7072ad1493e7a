"""PRODUCT's third story, as far as replies go: safety in public, and nothing rests."""

from datetime import timedelta

import people
import pytest
import worlds
from people import NOW, minutes

from amends import pipeline
from amends.casebook.models import Case, Clock, Customer, Delivery, Identity, Order, Role
from amends.rooms.respond import service as respond


pytestmark = pytest.mark.django_db
STORY = {
    "ar": (
        "المقعد المسخّن احترق بابني وطلع منه دخان!! خطر على الأطفال وأنتم نايمون",
        "سلامة ابنك أهم من كل شيء. أوقفوا استعمال المقعد وافصلوه عن الكهرباء الآن. "
        "يتصل بك مديرنا اليوم قبل الساعة 1 ظهرًا، ونكمل معك على الخاص.",
        "اشترت نورة العتيبي المقعد بطلب R-20418، وجوالها 0551234567.",
    ),
    "fa": (
        "صندلی گرم‌کن‌دار آتش گرفت و دست بچه‌ام سوخت!! خطرناک است، شما خوابید؟",
        "سلامتی بچه‌تان از همه چیز مهم‌تر است. لطفاً صندلی را همین حالا از برق بکشید و استفاده نکنید. "
        "مدیر ما امروز تا ساعت ۱ ظهر با شما تماس می‌گیرد و ادامه را در پیام خصوصی می‌نویسیم.",
        "این صندلی را با سفارش R-20418 خریده‌اید و شماره‌تان 09121234567 است.",
    ),
    "en": (
        "The heated seat caught fire and burned my son!! Dangerous for children and you are asleep",
        "Your son's safety comes before everything. Please stop using the seat and unplug it now. "
        "Our manager will call you today by 1 pm, and we will go on in a private message.",
        "You bought the seat with order R-20418, and your phone is +966551234567.",
    ),
}


@pytest.fixture(params=sorted(STORY))
def told(request, tmp_path):
    """Return the case of a fire, Bob who owns it, and what may and may not be said."""
    brand = people.brand(timezone="Asia/Riyadh")
    bob = people.member(brand, "Bob", Role.AGENT)
    worlds.source(brand, tmp_path, "fake_public")
    post, answer, leak = STORY[request.param]
    worlds.world(tmp_path, worlds.post(1, post, author_id="noura", at=NOW.isoformat()))
    pipeline.settle(NOW, pipeline.ROOMS)
    case = Case.objects.get()
    known = Customer.objects.create(brand=brand, name="نورة العتيبي")
    for phone in ("0551234567", "09121234567", "+966551234567"):
        Identity.objects.create(brand=brand, customer=known, kind="phone", value=phone)
    Order.objects.create(brand=brand, customer=known, number="R-20418", folded_number="r-20418")
    Case.objects.update(owner=bob, customer=known)
    case.refresh_from_db()
    return case, bob, answer, leak, tmp_path


def write(case, bob, text):
    review = respond.review_draft(case, text, user=bob, visibility="public", now=NOW)
    reasons = {one.code: "safety" for one in review.findings if one.level == "warn"}
    return respond.send_reply(
        case, text, user=bob, visibility="public", now=NOW, reasons=reasons
    )


def test_safety_is_read_as_the_gravest_and_its_clock_is_on_call(told):  # S4c-13
    case, *_ = told

    assert (case.severity, case.is_safety) == (5, True)
    assert Clock.objects.get(state="running").limit_at - case.opened_at <= minutes(15)


def test_acknowledgement_in_public_leaves_without_a_cool_down(told):  # C-04, S4c-13
    case, bob, answer, _, folder = told
    Case.objects.update(anger=3)
    case.refresh_from_db()

    reply = write(case, bob, answer)

    assert reply.delivery.not_before == NOW + timedelta(seconds=30)  # only the undo
    pipeline.settle(NOW + minutes(1))
    assert [line["text"] for line in worlds.said(folder)] == [answer]


def test_details_stay_out_of_the_public_acknowledgement(told):  # S4a-23, S4c-07
    case, bob, answer, leak, _ = told

    with pytest.raises(respond.ReplyBlocked) as refused:
        write(case, bob, f"{answer} {leak}")

    assert "discloses_private_data" in refused.value.because
    assert Delivery.objects.filter(message="reply").count() == 0


def test_third_public_word_is_allowed_where_safety_asks_for_it(told):  # C-12
    case, bob, answer, _, _ = told
    for _ in range(2):
        write(case, bob, answer)

    third = write(case, bob, answer)

    assert (third.exemption, third.delivery.counts) == ("safety", False)
