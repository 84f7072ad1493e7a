"""A desk in the middle of its day: the desk of the walls, and on it whatever a page can show."""

from datetime import timedelta

import accounts
import desk_rows
import people
import walls
from django.utils import timezone

from amends.casebook import clocks, vault
from amends.casebook.models import (
    Call,
    Case,
    Cause,
    Confirmation,
    CorrectiveAction,
    Customer,
    Delivery,
    Investigation,
    Membership,
    Note,
    Order,
    Promise,
    Reply,
    Source,
    Survey,
    Tag,
)
from amends.rooms.coach import service as coach
from amends.rooms.resolve import service as resolve
from amends.web import tickets
from amends.web.accounts import password_link


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def stand():
    """Open the desk; return the people and arguments of the walls, and those of public pages."""
    desk = walls.stand()
    alice, now = desk["owner"], timezone.now()
    brand = Membership.objects.get(user=alice).brand
    brand.names = {"ar": "متجر رَبوة", "fa": "فروشگاه ربوه", "en": "Rabwa"}
    brand.country = "SA"
    brand.save()
    customer = Customer.objects.get(pk=desk["customer"])
    _orders(customer, now)
    bob = Membership.objects.get(pk=desk["member"]).user
    talk = _talk(brand, customer, alice, bob, now)
    solved = _solved(brand, customer, now)
    _others(brand, alice, now)
    _sources(brand, now)
    asked = Confirmation.objects.create(case=solved, ask=1, asked_at=now, expires_at=now + DAY)
    survey = Survey.objects.create(case=solved, sent_at=now, expires_at=now + DAY)
    token = walls.team.invite(
        brand, "late@desk.example", role="agent", languages=["ar"], actor=alice, now=now
    )
    reset_user, _, reset_key = password_link(bob).rsplit("/", 2)[1].partition("-")
    return desk | {
        "talk": talk.number,
        "solved": solved.number,
        "key": brand.form_key,
        "chat_key": people.source(brand, "live_chat").token,
        "receipt": tickets.receipt_of(solved.mentions.get()),
        "case_token": solved.token,
        "confirm_token": asked.token,
        "survey_token": survey.token,
        "invitation_token": token,
        "reset_user": reset_user,
        "reset_key": reset_key,
    }


def _orders(customer, now):
    for number, status in (("R-1042", "delivered"), ("R-1043", "shipped")):
        Order.objects.create(
            brand=customer.brand, customer=customer, number=number, folded_number=number.lower(), status=status,
            placed_at=now - 4 * DAY, total_minor=25_900, currency="SAR",
        )  # fmt: skip


def _talk(brand, customer, alice, bob, now):
    """A case with both places, every kind of delivery, notes, tags, a promise and a remedy."""
    at = Source.objects.get(brand=brand)
    case = desk_rows.complaint(at, by="rami", customer=customer, anger=2, value=0.7)
    who = case.author
    said = case.mentions.get()
    desk_rows.attachment(said, "صورة.jpg")
    said.analysis.because = [{"field": "severity", "start": 0, "end": 6, "why": "damaged"}]
    said.analysis.save()
    for text, fields in (
        ("راسلتكم هنا أيضًا", {"visibility": "private"}),
        ("new words", {"full_text": "new words\n> old words", "visibility": "private"}),
        ("حُذفت", {"deleted_at": now}),
    ):
        people.mention(at, text, by=who, case=case, said_at=now, **fields)
    for state, place, writer in (
        ("sent", "public", bob),
        ("link", "public", alice),
        ("unknown", "private", alice),
        ("ready", "private", alice),
        ("failed", "private", alice),
    ):
        _reply(case, state, place, writer, now)
    coach.praise(case.replies.filter(user=bob).get(), giver=alice, now=now, words="شكرًا")
    _worked_on(case, alice, bob, now)
    return case


def _worked_on(case, alice, bob, now):
    """What colleagues left on a case: a tag, a note that calls, findings, a promise, a remedy."""
    tag = Tag.objects.create(brand=case.brand, name="برمجة", folded="برمجه")
    case.tags.add(tag)
    Case.objects.filter(pk=case.pk).update(tag_names=[tag.name], state="investigating")
    case.refresh_from_db()
    note = Note.objects.create(case=case, user=bob, text="@Alice look", written_at=now)
    Call.objects.create(note=note, user=alice)
    Investigation.objects.create(case=case, user=bob, text="The box was thin.", noted_at=now)
    clock = clocks.start_promise(case, now=now, due_at=now + 2 * HOUR)
    Promise.objects.create(
        case=case,
        clock=clock,
        what="A written summary: what could be seen, and by how many people",
        made_by=alice,
        made_at=now,
        due_at=now + 2 * HOUR,
    )
    resolve.propose_remedy(
        case, "refund", user=bob, now=now, amount_minor=90_000, currency="SAR"
    )


def _reply(case, state, place, writer, now):
    words = f"شكرًا لأنك كتبت، {state}"
    reply = Reply.objects.create(
        case=case, user=writer, source=case.source, visibility=place, language="ar",
        text=words, written_at=now,
    )  # fmt: skip
    Delivery.objects.create(
        case=case, reply=reply, source=case.source, author=case.author, visibility=place,
        text=words, state=state, not_before=now + HOUR, url="https://social.example/p/1",
        sent_at=now if state == "sent" else None,
        error_code="timeout" if state in {"unknown", "failed"} else "",
    )  # fmt: skip


def _solved(brand, customer, now):
    form = people.source(brand, "web_form", heard_at=now)
    case = desk_rows.complaint(
        form, by="layan", customer=customer, visibility="private", state="resolved",
        resolved_at=now, first_reply_at=now - HOUR, waits_for_us=False, outcome="accepted",
    )  # fmt: skip
    cause = Cause.objects.get(brand=brand)
    case.causes.add(cause)
    CorrectiveAction.objects.create(
        cause=cause, owner=brand.owner, what="Use a thicker box.", due_at=now + 7 * DAY
    )
    return case


def _others(brand, alice, now):
    """Cases of every group of the inbox, every look of the clock, every severity."""
    at = Source.objects.get(brand=brand, kind="fake_public")
    looks = (
        ("near", 50, {"severity": 5, "topics": ["safety"], "topic": "safety"}),
        ("over", 70, {"severity": 4}),
        ("late", 30, {"severity": 3, "language": "fa"}),
    )
    for name, minutes_ago, fields in looks:
        heard = now - timedelta(minutes=minutes_ago)
        case = desk_rows.complaint(at, by=name, opened_at=heard, last_heard_at=heard, **fields)
        clock = case.clocks.get()
        for mark, length in (("target", 15), ("limit", 60)):
            for wall in ("", "wall_"):
                setattr(clock, f"{wall}{mark}_at", heard + timedelta(minutes=length))
        clock.started_at = heard
        clock.save()
        clocks.refresh_limit(case)
    answered = {"first_reply_at": now - HOUR}
    desk_rows.complaint(
        at, by="theirs", state="waiting", waits_for_us=False, severity=1, **answered
    )
    desk_rows.complaint(at, by="asleep", snoozed_until=now + DAY, severity=2, **answered)
    desk_rows.complaint(
        at, by="closed", state="closed", outcome="accepted", closed_at=now, waits_for_us=False,
        owner=alice, **answered,
    )  # fmt: skip


def _sources(brand, now):
    people.source(
        brand, "feed", error_code="not_found", error_at=now, failures=3,
        settings=vault.seal({"url": "https://news.example/feed"}),
    )  # fmt: skip
    people.source(brand, "phone", is_enabled=False)


def sign_in(client, user):
    """Sign in as a person does, so that pages which ask once more for the password open too."""
    user.set_password(accounts.PASSWORD)
    user.save()
    accounts.sign_in(client, user)
