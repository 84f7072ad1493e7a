"""Pass on what burns and nobody has seen: the next in the shift is told, then the lead, then the owner."""

from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, notices
from amends.casebook.models import Brand, Notice
from amends.rooms.triage.owners import team_of
from amends.rooms.triage.reaching.judging import next_told
from amends.rooms.triage.reaching.truth import over


AT_ONCE = 50


def pass_on(now: datetime) -> int:
    """Tell the next of each thing that burns and nobody has looked at; returns how many moved."""
    due = Notice.objects.filter(passes_at__lte=now).order_by().values_list("brand", "key")
    return sum(_pass_one(brand, key, now) for brand, key in list(due.distinct()[:AT_ONCE]))


@transaction.atomic
def _pass_one(brand_id: int, key: str, now: datetime) -> int:
    # Of two workers the lock lets one look first; the other finds nothing waiting.
    brand = Brand.objects.select_for_update().get(pk=brand_id)
    rows = list(
        Notice.objects.filter(brand=brand, key=key).select_related("case").order_by("pk")
    )
    if not any(row.passes_at and row.passes_at <= now for row in rows):
        return 0
    Notice.objects.filter(brand=brand, key=key).update(passes_at=None)
    if over(rows):
        return 1
    told = frozenset(row.user_id for row in rows)
    chosen = next_told(team_of(brand, now), told, brand.lead_id, brand.owner_id)
    if chosen is None:
        return 1
    first = rows[0]
    facts = first.facts | {"passed_on": True}
    notices.tell(
        brand, [chosen], first.kind, key=key, facts=facts, now=now, case=first.case, burns=True
    )
    if first.case is not None:
        line = {"to": chosen, "kind": first.kind}
        because = ("S2-15", "S2-16", "S4a-12")
        ledger.append(first.case, "passed_on", now=now, facts=line, because=because)
    ledger.touch(brand.pk)
    return 1
