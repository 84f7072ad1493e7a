"""Who is at a case or types to it right now: forgotten after seconds, never in the ledger."""

from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook.models import Author, Case, Mention, Presence, User


STALE_AFTER = timedelta(seconds=20)
TOLD_EVERY = timedelta(seconds=8)
WRITES_FOR, WRITING_TOLD_EVERY = timedelta(seconds=10), timedelta(seconds=3)


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


def tell_writing(author: Author, *, now: datetime) -> None:
    """Say that a customer types right now; written every few seconds, however often it is told."""
    if author.writing_at is None or now - author.writing_at >= WRITING_TOLD_EVERY:
        Author.objects.filter(pk=author.pk).update(writing_at=now)


def is_customer_writing(case: Case, *, now: datetime) -> bool:
    """Tell whether somebody who spoke in a case types right now."""
    typing = Author.objects.filter(writing_at__gt=now - WRITES_FOR, mentions__case=case)
    return typing.exists()


def last_sign(mention: Mention) -> datetime:
    """Return when its author was last heard or seen typing: he may not have told it all (S0-03)."""
    typed_at = mention.author.writing_at if mention.author else None
    return max(mention.said_at, typed_at or mention.said_at)


@transaction.atomic
def _write(case: Case, user: User, now: datetime, *, is_typing: bool) -> None:
    Presence.objects.filter(case=case, seen_at__lt=now - 10 * STALE_AFTER).delete()
    Presence.objects.update_or_create(
        case=case, user=user, defaults={"seen_at": now, "is_typing": is_typing}
    )
