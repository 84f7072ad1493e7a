"""Let go of the words of people who turned out not to speak of us, when the policy says so (C-27)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amends.casebook.models import Author, Mention
from amends.rooms.listen.store import empty_words


AT_ONCE = 100


@transaction.atomic
def forget_strangers(now: datetime) -> int:
    """Empty the words that were kept long enough, a hundred a round; returns how many went.

    Who said nothing else that is kept, and is no customer, loses his name as well.
    """
    rows = list(Mention.objects.filter(forget_at__lte=now).order_by("forget_at")[:AT_ONCE])
    for mention in rows:
        empty_words(mention, now)
    Mention.objects.filter(pk__in=[row.pk for row in rows]).update(forget_at=None, url="")
    _forget_names({row.author_id for row in rows if row.author_id is not None})
    return len(rows)


def _forget_names(authors: set[int]) -> None:
    is_kept = Q(mentions__deleted_at=None) | Q(mentions__case__isnull=False)
    kept = Author.objects.filter(is_kept, pk__in=authors).values_list("pk", flat=True)
    strangers = Author.objects.filter(pk__in=authors - set(kept), customer=None)
    strangers.update(name="", handle="", email="", phone="", evidence=[])
