"""What a round at a source leaves on its row: that it was heard, or why not."""

import random
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.casebook import ledger, notices
from amends.casebook.models import Source
from amends.rooms.listen import rules


def note_success(source: Source, now: datetime, **fields: Any) -> None:
    """Write down that a source was heard and has no trouble any more; ``fields`` go with it."""
    Source.objects.filter(pk=source.pk).update(
        asked_at=now, failures=0, error_code="", error_detail="", error_at=None, **fields
    )


@transaction.atomic
def note_failure(source: Source, error: Exception, now: datetime) -> None:
    """Write down why a source was not heard, and when it is asked again."""
    failures = source.failures + 1
    luck = random.random()  # noqa: S311 - nothing is kept secret by it
    trouble = rules.judge_failure(error, source.kind, failures, luck=luck)
    Source.objects.filter(pk=source.pk).update(
        failures=failures,
        error_code=trouble.code,
        error_detail=str(error)[:2000],
        error_at=now,
        due_at=now + trouble.pause,
    )
    source.failures = failures
    if trouble.code in rules.NEEDS_A_PERSON:
        tell_trouble(source, trouble.code, f"{source.asked_at}", now)


def tell_trouble(source: Source, code: str, occasion: str, now: datetime) -> None:
    """Tell owner and managers once an occasion what only a person can mend."""
    key = f"source:{source.pk}:{code}:{occasion}"
    facts = {"source": source.pk, "name": source.name, "code": code}
    notices.tell_deciders(source.brand, "source", key=key, facts=facts, now=now)
    ledger.touch(source.brand_id)
