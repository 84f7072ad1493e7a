"""PRODUCT's second story at a screen: a grumble that never named us is found, owned and answered.

On snac by API, which lets us answer whom we were not called by; on X by hand, as X asks.
"""

from dataclasses import replace
from datetime import UTC, timedelta

import httpx2
import people
import pytest
from desk_on_snac import SnacDesk
from django.utils import timezone
from playwright.sync_api import expect

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Clock, Delivery, Hit, Source
from amends.connectors.network.http import Http
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen.watching import Wanted, keep_monitor


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TALK = {
    "ar": {
        "names": ("متجر رَبوة", "Rabwa"),
        "spelling": "متجرربوه",
        "post": "متجرربوه للأسف بعد ثلاث أيام الماكينة خربت ولا أحد يرد، خيبة أمل",
        "reply": "أهلًا يا نورة، تعطل ماكينتك بعد ثلاثة أيام خطأ منا ونعتذر عنه. نفحص دفعة الماكينات الآن، "
        "ونكتب لك هنا بما وجدناه قبل الساعة ١١:٣٠ مساءً اليوم.",
    },
    "fa": {
        "names": ("فروشگاه ربوه", "Rabwa"),
        "spelling": "فروشگاهربوه",
        "post": "فروشگاهربوه متأسفانه قهوه‌ساز بعد از سه روز خراب شد و کسی هم جواب نمی‌دهد",
        "reply": "سلام نورای عزیز، خراب شدن دستگاه بعد از سه روز اشتباه از ما بود و عذر می‌خواهیم. الان "
        "این سری دستگاه‌ها را بررسی می‌کنیم و تا ساعت ۱۱:۳۰ امشب همین‌جا می‌نویسیم چه پیدا کردیم.",
    },
}  # fmt: skip
POST = "2124789801415606273"


def listens_for(desk, talk):
    """Let the owner accept a spelling that nobody would have typed into a settings page."""
    with desk.turn:
        wanted = Wanted(name="Rabwa", names=talk["names"], words=(talk["spelling"],))
        keep_monitor(desk.brand, wanted, actor=desk.brand.owner, now=timezone.now())


def has_an_owner_and_an_hour(desk):
    """Find the post in a case with one owner and the clock of an answer in public."""
    case = desk.case()
    with desk.turn:
        clock = Clock.objects.get(case=case, kind="first_reply")
        assert Hit.objects.get().state in {"us", "yes"}
    assert case.owner_id == desk.brand.owner_id
    assert clock.limit_at - case.opened_at <= timedelta(minutes=60)


@pytest.mark.servers
@pytest.mark.slow
@pytest.mark.parametrize("language", TALK)
def test_post_without_our_name_is_answered_where_it_stands(
    snac, desk_in, monkeypatch, language
):
    talk = TALK[language]
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"{snac.host}:80")
    desk = SnacDesk(snac, desk_in(language))
    desk.speaks(language)
    listens_for(desk, talk)
    settings = {"instance": snac.url, "token": desk.shop.token, "tags": [f"coffee{language}"]}
    with desk.turn:
        Source.objects.filter(pk=desk.account).update(settings=vault.seal(settings))

    post = desk.customer.post(f"{talk['post']} #coffee{language}", visibility="public")
    with desk.turn:
        Source.objects.update(due_at=None)
        pipeline.settle(timezone.now(), pipeline.ROOMS)
    has_an_owner_and_an_hour(desk)
    desk.sign_in()

    answer = desk.answers(talk["reply"], "public")
    assert (answer["visibility"], answer["in_reply_to_id"]) == ("public", post["id"])


@pytest.mark.parametrize("language", TALK)
def test_post_on_x_is_answered_by_hand(desk_in, monkeypatch, language):
    desk, talk = desk_in(language), TALK[language]
    desk.speaks(language)
    listens_for(desk, talk)
    finds_on_x(desk, monkeypatch, talk["post"])
    has_an_owner_and_an_hour(desk)
    desk.sign_in()

    desk.opens_case("public")
    desk.types(talk["reply"])
    assert not desk.sees("Cannot be sent")
    desk.sends()
    with desk.turn:
        Delivery.objects.filter(state="link").update(not_before=timezone.now())
    desk.page.reload()

    place = desk.page.locator("#thread a.btn[target=_blank]")
    expect(place).to_have_count(1)
    assert place.get_attribute("href").startswith(
        f"https://x.com/intent/post?in_reply_to={POST}&text="
    )


def finds_on_x(desk, monkeypatch, text):
    """Let X answer a search with one post of somebody with a great many readers."""
    said_at = timezone.now().astimezone(UTC).isoformat().replace("+00:00", "Z")
    user = {
        "id": "41", "name": "نورة", "username": "noura", "verified": True,
        "public_metrics": {"followers_count": 800},
    }  # fmt: skip
    post = {"id": POST, "text": text, "author_id": "41", "created_at": said_at}

    def answer(request):
        if "/users/by/username/" in request.url.path:
            return httpx2.Response(200, json={"data": {"id": "7"}})
        if request.url.path.endswith("/search/recent"):
            page = {"data": [post], "includes": {"users": [user]}, "meta": {}}
            return httpx2.Response(200, json=page)
        return httpx2.Response(200, json={"meta": {"result_count": 0}})

    transport = httpx2.MockTransport(answer)
    http = Http(allow_hosts=frozenset(), transport=lambda *_: transport)

    class Nearby(CONNECTORS["x"].connector):
        def __init__(self, settings):
            super().__init__(settings, http)

    monkeypatch.setitem(CONNECTORS, "x", replace(CONNECTORS["x"], connector=Nearby))
    given = {"account": "@rabwa", "access_token": "t", "words": ["rabwa"], "first_days": 0}
    with desk.turn:
        people.source(desk.brand, "x", settings=vault.seal(given))
        pipeline.settle(timezone.now(), pipeline.ROOMS)
