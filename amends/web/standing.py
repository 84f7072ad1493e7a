"""What a customer may see of his own case: state, promises, his words and ours; nothing else (S1-23).

Never notes, the ledger, an analysis or a colleague's full name; and of a public thread only what
this customer said himself, whoever else wrote there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.casebook.models import (
    Attachment,
    Brand,
    Case,
    CaseState,
    Clock,
    Delivery,
    DeliveryState,
    Mention,
    Source,
    User,
)
from amends.casebook.policies import policy_of
from amends.messages.when import say_when
from amends.playbook.hours import add_covered
from amends.web import faces
from amends.web.reader import tame


S = CaseState
TURNS = 100
HEADLINES = {
    S.NEW: _("We have it, and a person will read it"),
    S.ACKNOWLEDGED: _("We are looking into it"),
    S.INVESTIGATING: _("We are finding out what happened"),
    S.WAITING: _("We need a word from you"),
    S.RESOLVED: _("On our side it is solved. Is it for you?"),
    S.CLOSED: _("This is closed, and easy to open again"),
}
STEPS = (
    (_("We heard you"), _("Your words are with one person, from the first to the last.")),
    (_("We find out what happened"), _("You need not explain it twice.")),
    (_("We make it good"), _("Whatever we promise has an exact time.")),
    (_("You tell us whether it is solved"), _("Only you can say that.")),
)
# How many of the four steps are behind us.
BEHIND = {
    S.NEW: 0, S.ACKNOWLEDGED: 1, S.INVESTIGATING: 1, S.WAITING: 2, S.RESOLVED: 3, S.CLOSED: 4,
}  # fmt: skip
GOODS = {
    "first_reply": pgettext_lazy("what is due", "You hear from us"),
    "next_reply": pgettext_lazy("what is due", "You hear from us"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said, by the customer or by us."""

    at: datetime
    text: str
    language: str
    is_ours: bool = False
    files: Sequence[Attachment] = ()
    who: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something we owe: what, by when in words, whether that has passed, and the clock of a promise."""

    what: str
    by: str
    is_late: bool
    face: faces.Face | None


@dataclass(frozen=True, slots=True)
class Step:
    """One of four steps; ``mark`` is done, now or empty."""

    title: str
    text: str
    mark: str


def headline(case: Case) -> str:
    """Say in one plain sentence how a case stands."""
    return str(HEADLINES[CaseState(case.state)])


def steps(case: Case) -> list[Step]:
    """Return the way of a case from the first word to the customer's own yes."""
    behind = BEHIND[CaseState(case.state)]
    behind = max(behind, 2) if case.verdict else behind
    return [
        Step(str(title), str(text), "done" if n < behind else "now" if n == behind else "")
        for n, (title, text) in enumerate(STEPS)
    ]


def first_name(person: User) -> str:
    """Return how the one who answers is called, and no more of his name than that."""
    return next(iter(person.name.split()), "")


def dues(case: Case, now: datetime) -> list[Due]:
    """Return what we owe by when, the earliest first."""
    running = (
        case.clocks.filter(state="running").exclude(kind="window").select_related("promise")
    )
    return [_due(case, clock, now) for clock in running.order_by("limit_at")]


def answer_by(source: Source, now: datetime) -> datetime:
    """Return by when a person answers what is written to a source now, in declared hours (C-07)."""
    policy, zone = policy_of(source.brand), ZoneInfo(source.brand.timezone)
    minutes = policy.limits.private_first_reply_target_min
    if policy.sla_clock != "business":
        return now + timedelta(minutes=minutes)
    return add_covered(now, minutes, policy.coverage_calendar, source.kind, zone)


def answer_due(case: Case, now: datetime) -> datetime | None:
    """Return by when we still mean to answer; None when nothing is due or it is late already."""
    running = case.clocks.filter(state="running").exclude(kind__in=("promise", "window"))
    times = [at for clock in running for at in (clock.target_at, clock.limit_at)]
    return min((at for at in times if at > now), default=None)


def say_time(moment: datetime, brand: Brand, now: datetime) -> str:
    """Say an exact time in the customer's words, in the shop's time zone."""
    return say_when(moment, now, get_language() or brand.language, ZoneInfo(brand.timezone))


def _due(case: Case, clock: Clock, now: datetime) -> Due:
    promise = getattr(clock, "promise", None)
    what = tame(promise.what) if promise else str(GOODS[clock.kind])
    is_late = now >= clock.limit_at
    moment = clock.target_at if now < clock.target_at else clock.limit_at
    face = faces.face_of(clock, case.brand.timezone, now) if promise and not is_late else None
    return Due(what, say_time(moment, case.brand, now), is_late, face)


def conversation(case: Case) -> list[Turn]:
    """Return what this customer said and what we answered him, in order."""
    return sorted((*_said(case), *_answered(case)), key=lambda turn: turn.at)


def _said(case: Case) -> Iterable[Turn]:
    fresh = Q(case=None, thread=f"case:{case.pk}", brand=case.brand_id)
    words = Mention.objects.filter(Q(case=case) | fresh, author=case.author_id, is_ours=False)
    words = words.filter(deleted_at=None, automatic="").exclude(text="")
    newest = words.order_by("-said_at", "-pk")[:TURNS]
    return [Turn(m.said_at, tame(m.text), case.language) for m in newest]


def _answered(case: Case) -> Iterable[Turn]:
    sent = Delivery.objects.filter(case=case, author=case.author_id, state=DeliveryState.SENT)
    newest = sent.exclude(sent_at=None).prefetch_related("reply__attachments")
    return [
        Turn(
            d.sent_at or d.not_before, tame(d.text), d.language, is_ours=True, files=files_of(d)
        )
        for d in newest.order_by("-sent_at", "-pk")[:TURNS]
    ]


def files_of(delivery: Delivery) -> Sequence[Attachment]:
    """Return the files that went out with an answer."""
    return list(delivery.reply.attachments.all()) if delivery.reply else ()


def file_of(case: Case, pk: int) -> Attachment | None:
    """Return a file that went out to this customer with an answer that stands on his page."""
    sent = Delivery.objects.filter(case=case, author=case.author_id, state=DeliveryState.SENT)
    return Attachment.objects.filter(pk=pk, reply__delivery__in=sent).first()
