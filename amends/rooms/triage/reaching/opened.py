"""Tell people of cases as they open, and of one that turns out grave."""

from collections.abc import Iterable
from datetime import datetime

from amends.casebook import notices
from amends.casebook.models import Case, Clock, Visibility
from amends.rooms.triage import rules


def tell_opened(opened: Iterable[tuple[Case, Clock | None]], now: datetime) -> None:
    """Tell owners of their new cases in public, and of grave ones the deciders too.

    A private one is told when its clock nears; what has no clock is an archive and tells nobody.
    """
    public = []
    for case, clock in opened:
        if clock is None:
            continue
        if case.severity >= rules.SAFETY:
            tell_grave(case, now)
        elif case.visibility == Visibility.PUBLIC:
            public.append((case, {"clock": clock.pk, "at": clock.limit_at.isoformat()}))
    if public:
        notices.tell_owners(public, "case", now=now)


def tell_grave(case: Case, now: datetime) -> None:
    """Tell owner and deciders that somebody may be in danger (S4c-13): at any hour, until one looks."""
    people = {case.owner_id, *notices.deciders_of(case.brand_id)}
    key = f"grave:{case.pk}"
    notices.tell(case.brand, people, "grave", key=key, facts={}, now=now, case=case, burns=True)
