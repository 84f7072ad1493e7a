"""How far the reading of what was heard has come, source by source: long for an imported file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from amends.casebook.models import Mention, MentionState


NOTICED_FROM = 50  # less is read within a breath


@dataclass(frozen=True, slots=True)
class Intake:
    """Of what was heard at one source: all of it, and how much is read already."""

    heard: int
    read: int


def intake_of(sources: Iterable[int]) -> dict[int, Intake]:
    """Return the sources where much still waits to be read; one query where nothing does, else two."""
    waiting = _count(Mention.objects.filter(source__in=list(sources)).exclude(
        state=MentionState.TRIAGED
    ))  # fmt: skip
    busy = {pk: n for pk, n in waiting.items() if n >= NOTICED_FROM}
    heard = _count(Mention.objects.filter(source__in=busy)) if busy else {}
    return {pk: Intake(heard[pk], heard[pk] - n) for pk, n in busy.items()}


def _count(mentions: QuerySet[Mention]) -> dict[int, int]:
    rows = mentions.order_by().values_list("source").annotate(n=Count("pk"))
    return dict(rows)
