"""The two replies, on a server nobody here wrote: two in public, then the private door."""

from datetime import UTC, datetime, timedelta

import people
import pytest

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Case, Delivery, Source
from amends.rooms.listen import service as listen
from amends.rooms.respond import deliver
from amends.rooms.respond import service as respond


pytestmark = [pytest.mark.django_db, pytest.mark.servers, pytest.mark.slow]

COMPLAINT = "وصلتني ماكينة القهوة مكسورة وخدمتكم سيئة جدا!"
FIRST = (
    "شكرًا لأنك أخبرتنا. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
    "نرسل لك ماكينة جديدة، ونكتب لك على الخاص برقم الشحنة اليوم قبل الساعة 11 مساءً."
)
INSULT = "أنتم حمير ولا تفهمون شيئا"
SECOND = (
    "نأسف، لا نريد أن تنتظري أكثر بسبب الماكينة المكسورة. نتابع معك على الخاص، "
    "وتصلك رسالة منا اليوم قبل الساعة 11 مساءً."
)
GOES_ON = "كلام فارغ يا كذابين"
THIRD = "نعتذر مرة أخرى عن الماكينة المكسورة، ونكمل معك على الخاص اليوم قبل الساعة 11 مساءً."
PRIVATE = "أهلًا بك. نعتذر عن الماكينة المكسورة. أين نرسل لك الجديدة؟ نكتب لك اليوم قبل الساعة 11 مساءً."


@pytest.fixture
def desk(snac, monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"{snac.host}:80")
    return Desk(snac)


class Desk:
    """A brand with one account on the server, its owner, and a customer."""

    def __init__(self, snac):
        self.shop, self.customer = snac.pair()
        self.brand = people.brand()
        settings = {"instance": snac.url, "token": self.shop.token}
        self.source = people.source(self.brand, "mastodon", settings=vault.seal(settings))
        self.now = datetime.now(UTC)

    def hears(self, words, **fields):
        """Let the customer say something, and the desk hear and understand it."""
        said = self.customer.post(f"@{self.shop.address} {words}", **fields)
        self.shop.wait_for(words)
        self.now = max(self.now, datetime.now(UTC)) + timedelta(seconds=1)
        listen.hear_now(Source.objects.get(pk=self.source.pk), now=self.now)
        pipeline.settle(self.now)
        return said

    def writes(self, words, visibility="public"):
        """Decide to send and let it leave after its rest; return what the customer sees."""
        case = Case.objects.get()
        user, warned = self.brand.owner, {}
        review = respond.review_draft(
            case, words, user=user, visibility=visibility, now=self.now
        )
        warned = {one.code: "قرأناه معًا" for one in review.findings if one.level == "warn"}
        respond.send_reply(
            case, words, user=user, visibility=visibility, now=self.now, reasons=warned
        )
        self.now += timedelta(minutes=16)
        assert deliver.deliver(self.now) == 1
        return self.customer.wait_for(words[:30])


def test_two_replies_and_then_the_private_door(desk):
    first = desk.hears(COMPLAINT, visibility="public")

    case = Case.objects.get()
    assert (case.visibility, case.owner, case.source) == (
        "public",
        desk.brand.owner,
        desk.source,
    )

    answer = desk.writes(FIRST)

    assert (answer["visibility"], answer["in_reply_to_id"]) == ("public", first["id"])

    desk.hears(INSULT, visibility="public", in_reply_to_id=answer["id"])
    answer = desk.writes(SECOND)
    desk.hears(GOES_ON, visibility="public", in_reply_to_id=answer["id"])

    case = Case.objects.get()
    assert (case.mentions.count(), case.is_public_exhausted, case.waits_for_us) == (
        3,
        True,
        False,
    )
    with pytest.raises(respond.ReplyBlocked, match="third_public_reply"):
        respond.send_reply(case, THIRD, user=case.owner, visibility="public", now=desk.now)

    message = desk.writes(PRIVATE, "private")

    assert message["visibility"] != "public"
    assert Delivery.objects.filter(visibility="public").count() == 2

    desk.hears("العنوان حي النخيل", visibility="direct", in_reply_to_id=message["id"])

    case = Case.objects.get()
    assert (case.mentions.filter(visibility="private").count(), case.waits_for_us) == (1, True)
