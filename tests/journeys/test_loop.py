"""One complaint walks through all nine rooms, in each language, with practice channels at both ends."""

import re
from datetime import timedelta

import people
import pytest
import worlds
from people import NOW, minutes

from amends import pipeline
from amends.casebook import ledger
from amends.casebook.models import (
    Case,
    Clock,
    Customer,
    Mention,
    Order,
    Promise,
    Remedy,
    Reply,
    Survey,
)
from amends.management import importing
from amends.rooms.coach import service as coach
from amends.rooms.diagnose import service as diagnose
from amends.rooms.follow_up import service as follow_up
from amends.rooms.resolve import service as resolve
from amends.rooms.respond import service as respond


pytestmark = pytest.mark.django_db

TALK = {
    "ar": {
        "complaint": "الخلاط وصل متأخر أسبوعين والوعاء مكسور، رقم الطلب AB-44719",
        "public": "نعتذر، أرسلنا لك وعاء مكسورًا وتأخرنا أسبوعين. الوعاء الجديد يخرج اليوم "
        "وسأكتب لك على الخاص قبل الساعة 5 مساءً.",
        "private": "ما رقم جوالك؟ نتصل بك اليوم الساعة 4 مساءً بخصوص الوعاء المكسور. نعتذر عن تأخرنا عليك.",
        "answer": "رقمي عندكم في الطلب، أريد وعاء جديدًا",
        "news": "خرج الوعاء الجديد اليوم، ويصلك غدًا قبل الساعة 12 ظهرًا. نعتذر عن الوعاء المكسور.",
    },
    "fa": {
        "complaint": "مخلوط‌کن دو هفته دیر رسید و پارچش شکسته بود، شماره سفارش AB-44719",
        "public": "عذر می‌خواهیم، پارچ شکسته فرستادیم و دو هفته دیر کردیم. پارچ نو امروز ارسال "
        "می‌شود و تا ساعت ۵ عصر در دایرکت برایتان می‌نویسم.",
        "private": "شماره تماستون چنده؟ امروز ساعت ۴ بعدازظهر دربارهٔ پارچ شکسته زنگ می‌زنیم. "
        "ببخشید که منتظر موندید.",
        "answer": "شماره‌ام در سفارش هست، یک پارچ نو می‌خواهم",
        "news": "پارچ نو امروز ارسال شد و فردا تا ساعت ۱۲ ظهر می‌رسد. بابت پارچ شکسته عذر می‌خواهیم.",
    },
    "en": {
        "complaint": "My blender came two weeks late and the jar is cracked, order AB-44719",
        "public": "We sent you a cracked jar two weeks late, and I am sorry. A new jar leaves today "
        "and I will write to you privately by 5 pm.",
        "private": "What is your phone number? We will call you today at 4 pm about the cracked "
        "jar. I am sorry we kept you waiting.",
        "answer": "It is the number of my order, I would like a new jar",
        "news": "The new jar left today and is with you tomorrow before noon. I am sorry about "
        "the cracked one.",
    },
}


class Desk:
    """A shop with both practice channels in one world, its owner Alice and its agent Bob."""

    def __init__(self, folder):
        self.folder = folder
        self.brand = people.brand(order_pattern=r"AB-\d+")
        self.bob = people.member(self.brand, "Bob")
        self.brand.lead = self.bob
        self.brand.save()
        worlds.source(self.brand, folder, "fake_public")
        worlds.source(self.brand, folder, "fake_private")
        self.now = NOW

    def imports(self, rows, table):
        path = self.folder.parent / f"{table}.csv"
        path.write_text(rows, encoding="utf-8")
        list(getattr(importing, table)(path, self.brand.slug, now=self.now))

    def hears(self, **post):
        worlds.world(self.folder, worlds.post(**({"at": self.now.isoformat()} | post)))
        self.lives(minutes(1))

    def lives(self, length):
        """Let time pass, then let every room take its turn until nothing moves."""
        self.now += length
        pipeline.settle(self.now, pipeline.ROOMS)

    def writes(self, case, text, visibility):
        """Write as the owner; only hints are left by the review."""
        review = respond.review_draft(
            case, text, user=self.bob, visibility=visibility, now=self.now
        )
        assert {one.level for one in review.findings} <= {"hint"}, review
        reply = respond.send_reply(
            case, text, user=self.bob, visibility=visibility, now=self.now
        )
        rest = reply.delivery.not_before - self.now
        self.lives(max(rest, minutes(1)))
        return Reply.objects.get(pk=reply.pk)

    def token(self, kind):
        """Return the token of the link in the last private text of that kind."""
        found = [
            re.search(rf"/{kind}/([^/\s]+)/", line["text"]) for line in self.said("private")
        ]
        return [match[1] for match in found if match][-1]

    def said(self, visibility):
        return [line for line in worlds.said(self.folder) if line["visibility"] == visibility]


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_complaint_walks_through_all_nine_rooms(tmp_path, language):
    desk, talk = Desk(tmp_path / "world"), TALK[language]
    desk.imports("id,name,handle,vip\nc1,نورة,fake:@a1,no\n", "customers")
    desk.imports("number,customer,total,currency\nAB-44719,c1,250.00,SAR\n", "orders")

    desk.hears(number=1, text=talk["complaint"], language=language)  # listen … triage
    case = Case.objects.get()
    public = desk.writes(case, talk["public"], "public")  # respond
    desk.writes(case, talk["private"], "private")
    desk.hears(number=2, text=talk["answer"], author_id="a1", thread="dm", visibility="private")
    make_good(desk, case, talk["news"])  # resolve
    desk.lives(timedelta(hours=49))  # follow_up
    follow_up.answer_confirmation(desk.token("confirm"), is_solved=True, words="", now=desk.now)
    desk.lives(minutes(1))
    follow_up.answer_survey(
        desk.token("survey"), satisfaction=5, felt_valued=4, words="", now=desk.now
    )
    coach.praise(public, giver=desk.brand.owner, now=desk.now, words="✓")  # coach

    assert_heard_and_owned(desk, case, language)
    assert_answered(desk, talk)
    assert_made_good(desk, case)
    assert [told(entry) for entry in case.entries.all()] == LEDGER
    assert ledger.first_broken(case) is None


def make_good(desk, case, news):
    """Promise, investigate, decide, remedy with the owner's approval, keep, resolve."""
    bob, owner, now = desk.bob, desk.brand.owner, desk.now
    promised = resolve.promise(case, "a call", now + minutes(30), user=bob, now=now)
    resolve.investigate(case, "Packed without paper", user=bob, now=now)
    resolve.decide(case, "upheld", user=bob, now=now, fault="ours")
    resolve.set_wish(case, "a new jar", user=bob, now=now)
    diagnose.choose_causes(case, ["Jars packed without paper"], "process", user=bob, now=now)
    remedy = resolve.propose_remedy(
        case, "replacement", user=bob, now=now, amount_minor=10**8, currency="SAR"
    )
    assert remedy.state == "proposed"
    resolve.decide_remedy(remedy, user=owner, now=now, approve=True)
    resolve.deliver_remedy(Remedy.objects.get(), user=bob, now=now)
    desk.writes(case, news, "private")
    resolve.keep_promise(promised, user=bob, now=desk.now)
    resolve.resolve(Case.objects.get(pk=case.pk), user=bob, now=desk.now)


def assert_heard_and_owned(desk, case, language):
    case.refresh_from_db()
    customer = Customer.objects.get()
    assert case.customer == customer
    assert (case.owner, case.language) == (desk.bob, language)
    assert Mention.objects.get(external_id="p1").order == Order.objects.get()
    assert case.author.standing == "customer"
    assert Mention.objects.filter(is_ours=False, case=case).count() == 2


def assert_answered(desk, talk):
    assert [line["text"] for line in desk.said("public")] == [talk["public"]]
    private = [line["text"] for line in desk.said("private")]
    assert private[:2] == [talk["private"], talk["news"]]
    assert len(private) == 4  # then the question whether it is solved, and the survey
    assert {line["to"] for line in worlds.said(desk.folder)} == {"a1"}


def assert_made_good(desk, case):
    assert (case.state, case.outcome, case.verdict) == ("closed", "accepted", "upheld")
    assert Promise.objects.get().clock.state == "kept"
    assert Remedy.objects.get().state == "delivered"
    assert Clock.objects.get(kind="first_reply").state == "kept"
    assert Clock.objects.filter(state="running").count() == 0
    assert Survey.objects.get().satisfaction == 5
    board = diagnose.pareto([desk.brand.pk], NOW - timedelta(days=1))
    assert [(row.cause.name, row.cases, row.share) for row in board] == [
        ("Jars packed without paper", 1, 1.0)
    ]
    estimate = diagnose.silent_estimate([desk.brand.pk], NOW - timedelta(days=1))
    assert (estimate.complaints, estimate.is_own_ratio) == (1, False)
    assert estimate.estimate > estimate.complaints
    kudos = coach.recent_kudos([desk.brand.pk])
    assert [(one.giver, one.receiver) for one in kudos] == [(desk.brand.owner, desk.bob)]


def told(entry):
    """Return the kind of an entry with what tells it from its like."""
    of_what = {"clock_started": "kind", "clock_stopped": "kind", "delivery_sent": "message"}
    detail = entry.facts.get({"moved": "to", **of_what}.get(entry.kind, ""), "")
    return f"{entry.kind} {detail}".strip()


LEDGER = """heard
opened
assigned
clock_started first_reply
replied
delivery_sent reply
moved acknowledged
clock_stopped first_reply
replied
delivery_sent reply
joined
clock_started next_reply
clock_started promise
promised
investigated
moved investigating
decided
wish_noted
causes_chosen
remedy_proposed
remedy_decided
remedy_delivered
replied
delivery_sent reply
clock_stopped next_reply
clock_stopped promise
promise_kept
moved resolved
confirmation_asked
delivery_sent confirmation
confirmation_answered
moved closed
survey_sent
delivery_sent survey
survey_answered
praised""".splitlines()
