"""PRODUCT's first story in the rooms: two public replies, then only the private door."""

import people
import pytest
import worlds
from people import NOW, minutes
from two_replies import TALK

from amends import pipeline
from amends.casebook import ledger
from amends.casebook.models import Case, Clock
from amends.rooms.respond import service as respond
from amends.web import inbox


pytestmark = pytest.mark.django_db

TODAY = {"tomorrow": "today", "غدًا": "اليوم", "فردا": "امروز"}


def today(text):
    """Say the same of today: the rooms' own clock stands at noon."""
    for tomorrow, word in TODAY.items():
        text = text.replace(tomorrow, word)
    return text


class Thread:
    """One customer's thread under a post of ours, and Alice who answers alone."""

    def __init__(self, folder, talk):
        self.folder, self.talk, self.now = folder, talk, NOW
        self.brand = people.brand()
        for kind in ("fake_public", "fake_private"):
            worlds.source(self.brand, folder, kind)

    def says(self, number, text, **fields):
        at = self.now.isoformat()
        post = worlds.post(number, text, author_id="noura", thread="t", at=at)
        worlds.world(self.folder, post | fields)
        self.lives(1)

    def lives(self, length_min):
        self.now += minutes(length_min)
        pipeline.settle(self.now, pipeline.ROOMS)

    def writes(self, text, visibility):
        case = Case.objects.get()
        alice = self.brand.owner
        text = today(text)
        review = respond.review_draft(
            case, text, user=alice, visibility=visibility, now=self.now
        )
        reasons = {one.code: "…" for one in review.findings if one.level == "warn"}
        reply = respond.send_reply(
            case, text, user=alice, visibility=visibility, now=self.now, reasons=reasons
        )
        rest = reply.delivery.not_before - self.now
        self.lives(rest.total_seconds() / 60 + 1)

    def said(self, visibility):
        lines = worlds.said(self.folder)
        return [line["text"] for line in lines if line["visibility"] == visibility]

    def groups(self):
        """Return in which groups of the inbox the case stands."""
        return list(inbox.look([self.brand], {}, self.brand.owner, self.now).cases)


@pytest.fixture(params=sorted(TALK))
def thread(request, db, tmp_path):
    """Return a thread in which two public replies were given and the customer goes on insulting."""
    talk = TALK[request.param]
    made = Thread(tmp_path, talk)
    for number, (post, reply) in enumerate(
        zip(talk["posts"], talk["replies"][:2], strict=False)
    ):
        made.says(number, post)
        made.writes(reply, "public")
    made.says(9, talk["posts"][2])
    return made


def test_third_public_reply_is_refused(thread):  # S4c-01
    with pytest.raises(respond.ReplyBlocked) as refused:
        thread.writes(thread.talk["replies"][2], "public")

    assert refused.value.because == ("third_public_reply", "S4c-01", "C-12")
    thread.lives(600)
    assert thread.said("public") == [today(text) for text in thread.talk["replies"][:2]]


def test_private_door_stays_open_after_two(thread):
    thread.writes(thread.talk["replies"][2], "private")
    thread.says(10, thread.talk["answer"], thread="dm", visibility="private")
    case = Case.objects.get()

    assert thread.said("private") == [today(thread.talk["replies"][2])]
    assert case.mentions.filter(is_ours=False).count() == 4
    assert case.waits_for_us
    assert Clock.objects.get(state="running").kind == "next_reply"
    assert ledger.first_broken(case) is None


def test_case_is_not_unanswered_when_he_goes_on(thread):  # S4c-04
    case = Case.objects.get()

    assert (case.is_public_exhausted, case.waits_for_us) == (True, False)
    assert case.first_reply_at is not None
    assert case.state == "acknowledged"
    assert Clock.objects.filter(state="running").count() == 0
    assert thread.groups() == ["theirs"]


def test_every_insult_is_kept_in_the_one_case(thread):
    said = Case.objects.get().mentions.filter(is_ours=False).order_by("pk")

    assert [mention.text for mention in said] == list(thread.talk["posts"])
