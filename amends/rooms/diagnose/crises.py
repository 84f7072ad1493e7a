"""Raise one alarm when complaints come far faster than usual, and close it when it is quiet again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractHour

from amends.casebook import ledger, notices
from amends.casebook.models import Brand, Case, Crisis, Mention
from amends.rooms.diagnose import alarm
from amends.rooms.diagnose.alarm import Complaint, Counts


WINDOW = timedelta(minutes=alarm.WINDOW["minutes"])
USUAL = timedelta(days=alarm.WINDOW["usual_days"])
FRESH = timedelta(hours=alarm.WINDOW["fresh_hours"])
DAY = timedelta(days=1)
ANGRY = Q(anger__gte=alarm.ANGRY_FROM)


def watch(now: datetime) -> int:
    """Look at the brands where many complain or a crisis is open; returns how many alarms moved."""
    return sum(_look(brand, now) for brand in _suspects(now))


def _suspects(now: datetime) -> QuerySet[Brand]:
    """Find the brands worth a closer look, in one query along an index."""
    lately = _cases(OuterRef("pk"), now - WINDOW, now).order_by()
    volume = lately.values("brand").annotate(n=Count("pk")).values("n")
    anger = lately.filter(ANGRY).values("brand").annotate(n=Count("pk")).values("n")
    rows = Brand.objects.annotate(
        volume=Coalesce(Subquery(volume), 0),
        angry=Coalesce(Subquery(anger), 0),
        is_alarmed=Exists(Crisis.objects.filter(brand=OuterRef("pk"), ended_at=None)),
    )
    is_much = Q(volume__gte=alarm.FEWEST["volume"]) | Q(angry__gte=alarm.FEWEST["anger"])
    return rows.filter(is_much | Q(is_alarmed=True))


def _cases(brand: Any, since: datetime, until: datetime) -> QuerySet[Case]:
    """Return the complaints opened in a span that were not written long before."""
    rows = Case.objects.filter(brand=brand, opened_at__gt=since, opened_at__lte=until)
    return rows.filter(last_heard_at__gt=F("opened_at") - FRESH)


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
    lately = _cases(brand, now - WINDOW, now)
    hours = range(-alarm.WINDOW["usual_hours"], alarm.WINDOW["usual_hours"] + 1)
    same_hours = [(now.hour + by) % 24 for by in hours]
    past = _cases(brand, now - USUAL, now - DAY).annotate(hour=ExtractHour("opened_at"))
    usual = past.filter(hour__in=same_hours).aggregate(
        n=Count("pk"), angry=Count("pk", filter=ANGRY)
    )
    windows = _days(brand, now) * len(same_hours) * (timedelta(hours=1) / WINDOW)
    return Counts(
        volume=lately.count(),
        anger=lately.filter(ANGRY).count(),
        usual_volume=usual["n"] / windows,
        usual_anger=usual["angry"] / windows,
    )


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
    cause = alarm.likely_cause(
        list(_complaints(_cases(brand, now - WINDOW, now))),
        list(_complaints(_cases(brand, now - USUAL, now - WINDOW))),
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
    facts = {"crisis": crisis.pk}
    notices.tell_deciders(crisis.brand, kind, key=f"{kind}:{crisis.pk}", facts=facts, now=now)
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
