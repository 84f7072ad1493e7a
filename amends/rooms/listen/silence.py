"""Notice a source that says nothing though it should, and tell a person once."""

from datetime import datetime, timedelta

from django.db.models import Q

from amends.casebook import ledger
from amends.casebook.models import Mention, Rhythm, Source
from amends.rooms.listen import rhythm
from amends.rooms.listen.outcomes import tell_trouble


LOOKED_EVERY = timedelta(minutes=10)
COUNTED_EVERY = timedelta(days=1)


def look_for_silence(now: datetime) -> int:
    """Look at each source every ten minutes; returns how many are strangely silent since now."""
    is_due = Q(looked_at=None) | Q(looked_at__lte=now - LOOKED_EVERY)
    rows = Source.objects.filter(is_due, is_enabled=True).exclude(heard_at=None)
    return sum(_look(source, now) for source in rows.select_related("brand"))


def _look(source: Source, now: datetime) -> int:
    # Claimed by compare-and-swap: of two workers one moves the time, the other finds it moved.
    claimed = Source.objects.filter(pk=source.pk, looked_at=source.looked_at)
    if not claimed.update(looked_at=now) or source.heard_at is None:
        return 0
    heard, rhythm_now = source.heard_at, _rhythm_of(source, now)
    begin = rhythm.begin_of(rhythm_now.counted_at)
    is_strange = not source.failures and rhythm.is_silence_strange(
        rhythm_now.hour_counts, begin, heard, now
    )
    if is_strange == (source.silent_since is not None):
        return 0
    Source.objects.filter(pk=source.pk).update(silent_since=heard if is_strange else None)
    ledger.touch(source.brand_id)
    if is_strange:
        tell_trouble(source, "silent", heard.isoformat(), now)
    return int(is_strange)


def _rhythm_of(source: Source, now: datetime) -> Rhythm:
    """Return what was said hour by hour, counted anew once a day."""
    known = Rhythm.objects.filter(source=source).first()
    if known is not None and now - known.counted_at < COUNTED_EVERY:
        return known
    begin = rhythm.begin_of(now)
    said = Mention.objects.filter(source=source, heard_at__gte=begin, is_ours=False)
    counts = rhythm.counted(said.values_list("heard_at", flat=True), begin)
    fields = {"counted_at": now, "hour_counts": counts}
    return Rhythm.objects.update_or_create(source=source, defaults=fields)[0]


def heard_lately(source: Source, now: datetime) -> tuple[int, float]:
    """Return how much was said at a source in the last day, and how much usually is."""
    day = timedelta(days=1)
    said = Mention.objects.filter(source=source, heard_at__gt=now - day, is_ours=False)
    known = Rhythm.objects.filter(source=source).first()
    if known is None:
        return said.count(), 0.0
    begin = rhythm.begin_of(known.counted_at)
    return said.count(), rhythm.usual(known.hour_counts, begin, now - day, now)
