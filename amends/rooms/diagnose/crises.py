"""Raise one alarm when complaints come far faster than usual, and close it when it is quiet again."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amends.casebook import ledger, notices
from amends.casebook.models import Brand, Case, Crisis, Mention
from amends.rooms.diagnose import alarm
from amends.rooms.diagnose.alarm import Complaint, Counts


WINDOW = timedelta(minutes=alarm.WINDOW["minutes"])
USUAL = timedelta(days=alarm.WINDOW["usual_days"])
FRESH = timedelta(hours=alarm.WINDOW["fresh_hours"])
DAY = timedelta(days=1)
EITHER_SIDE = timedelta(hours=alarm.WINDOW["usual_hours"])
HOURS = 2 * EITHER_SIDE + timedelta(hours=1)
ANGRY = Q(anger__gte=alarm.ANGRY_FROM)


def watch(now: datetime) -> int:
    """Look at the brands where many complain or a crisis is open; returns how many alarms moved."""
    return sum(_look(brand, now) for brand in _suspects(now))


def _suspects(now: datetime) -> QuerySet[Brand]:
    """Find the brands worth a closer look, in one query along an index."""
    lately = Case.objects.filter(_opened(now - WINDOW, now), brand=OuterRef("pk")).order_by()
    volume = lately.values("brand").annotate(n=Count("pk")).values("n")
    anger = lately.filter(ANGRY).values("brand").annotate(n=Count("pk")).values("n")
    rows = Brand.objects.annotate(
        volume=Coalesce(Subquery(volume), 0),
        angry=Coalesce(Subquery(anger), 0),
        is_alarmed=Exists(Crisis.objects.filter(brand=OuterRef("pk"), ended_at=None)),
    )
    is_much = Q(volume__gte=alarm.FEWEST["volume"]) | Q(angry__gte=alarm.FEWEST["anger"])
    return rows.filter(is_much | Q(is_alarmed=True))


def _opened(since: datetime, until: datetime) -> Q:
    """Say which complaints were opened in a short span and not written long before it.

    Only fixed times are compared: SQLite would ask Python for a difference in each row.
    """
    return Q(opened_at__gt=since, opened_at__lte=until, last_heard_at__gt=until - FRESH)


def _look(brand: Brand, now: datetime) -> int:
    counts, crisis = (
        _counts(brand, now),
        Crisis.objects.filter(brand=brand, ended_at=None).first(),
    )
    if crisis is None:
        kind = alarm.alarm_of(counts)
        return _raise(brand, kind, counts, now) if kind else 0
    if alarm.is_over(counts):
        return _close(crisis, now)
    Crisis.objects.filter(pk=crisis.pk, count__lt=counts.volume).update(count=counts.volume)
    return 0


def _counts(brand: Brand, now: datetime) -> Counts:
    lately = _count(brand, [(now - WINDOW, now)])
    usual = _count(brand, _same_hours(now))
    windows = _days(brand, now) * (HOURS / WINDOW)
    return Counts(
        volume=lately["n"],
        anger=lately["angry"],
        usual_volume=usual["n"] / windows,
        usual_anger=usual["angry"] / windows,
    )


def _same_hours(now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the hours around this one on each earlier day of the past that counts."""
    first = now.replace(minute=0, second=0, microsecond=0) - EITHER_SIDE
    for days in range(1, USUAL.days + 1):
        since = first - days * DAY
        yield max(since, now - USUAL), min(since + HOURS, now - DAY)


def _count(brand: Brand, spans: Iterable[tuple[datetime, datetime]]) -> dict[str, int]:
    opened = reduce(or_, (Q(_opened(*span), brand=brand) for span in spans))
    rows = Case.objects.filter(opened)
    return rows.aggregate(n=Count("pk"), angry=Count("pk", filter=ANGRY))


def _days(brand: Brand, now: datetime) -> float:
    """Return over how many days there is a past: a young brand's usual is not thinned out."""
    first = (
        Case.objects.filter(brand=brand)
        .order_by("opened_at")
        .values_list("opened_at", flat=True)
    )
    known = now - max(first.first() or now, now - USUAL)
    return max(1.0, known / DAY - 1)


@transaction.atomic
def _raise(brand: Brand, kind: str, counts: Counts, now: datetime) -> int:
    # Of two workers the lock lets one look first; the other finds the crisis open.
    Brand.objects.select_for_update().get(pk=brand.pk)
    if Crisis.objects.filter(brand=brand, ended_at=None).exists():
        return 0
    cases = Case.objects.filter(brand=brand)
    before = cases.filter(opened_at__gt=now - USUAL, opened_at__lte=now - WINDOW)
    cause = alarm.likely_cause(
        list(_complaints(cases.filter(_opened(now - WINDOW, now)))), list(_complaints(before))
    )
    crisis = Crisis.objects.create(
        brand=brand,
        kind=kind,
        started_at=now,
        count=counts.volume,
        usual=counts.usual_volume,
        cause_kind=cause.kind if cause else "",
        cause=cause.value[:200] if cause else "",
        shared=cause.count if cause else 0,
    )
    _tell(crisis, "crisis", now)
    return 1


@transaction.atomic
def _close(crisis: Crisis, now: datetime) -> int:
    if not Crisis.objects.filter(pk=crisis.pk, ended_at=None).update(ended_at=now):
        return 0
    _tell(crisis, "crisis_over", now)
    return 1


def _tell(crisis: Crisis, kind: str, now: datetime) -> None:
    facts, key, burns = {"crisis": crisis.pk}, f"{kind}:{crisis.pk}", kind == "crisis"
    notices.tell_deciders(crisis.brand, kind, key=key, facts=facts, now=now, burns=burns)
    ledger.touch(crisis.brand_id)


def _complaints(cases: QuerySet[Case]) -> Iterator[Complaint]:
    """Yield what the latest of some cases are about, by the words that opened each."""
    rows = list(cases.order_by("-opened_at").prefetch_related("causes")[: alarm.LOOKED_AT])
    said = Mention.objects.filter(case__in=rows, is_ours=False).order_by("-pk")
    first = {mention.case_id: mention for mention in said.select_related("order")}
    for case in rows:
        mention = first.get(case.pk)
        order = mention.order if mention else None
        yield Complaint(
            text=mention.text if mention else "",
            topics=tuple(case.topics),
            products=tuple(map(str, order.items)) if order else (),
            causes=tuple(str(cause.pk) for cause in case.causes.all()),
        )
