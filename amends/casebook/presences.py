"""Who is at a case right now: told by open pages, forgotten after seconds, never in the ledger."""

from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook.models import Case, Presence, User


STALE_AFTER = timedelta(seconds=20)
TOLD_EVERY = timedelta(seconds=8)


def tell(case: Case, user: User, *, now: datetime, is_typing: bool) -> list[Presence]:
    """Say that a person is at a case; returns the others who are there, by name.

    Writes only when something changed or the last word of it grows old.
    """
    everybody = list(Presence.objects.filter(case=case).select_related("user"))
    mine = next((one for one in everybody if one.user_id == user.pk), None)
    is_told = mine is not None and now - mine.seen_at < TOLD_EVERY
    if mine is None or not is_told or mine.is_typing != is_typing:
        _write(case, user, now, is_typing=is_typing)
    others = [one for one in everybody if one.user_id != user.pk]
    fresh = [one for one in others if now - one.seen_at < STALE_AFTER]
    return sorted(fresh, key=lambda one: (str(one.user), one.pk))


@transaction.atomic
def _write(case: Case, user: User, now: datetime, *, is_typing: bool) -> None:
    Presence.objects.filter(case=case, seen_at__lt=now - 10 * STALE_AFTER).delete()
    Presence.objects.update_or_create(
        case=case, user=user, defaults={"seen_at": now, "is_typing": is_typing}
    )
