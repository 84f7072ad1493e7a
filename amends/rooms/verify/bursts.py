"""What was said in public shortly before a mention: where a burst of like texts would stand."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from amends.casebook.models import Author, Mention, Standing, Visibility
from amends.rooms.verify import rules
from amends.rooms.verify.rules import Said


NOT_KNOWN = (Standing.UNKNOWN, Standing.SUSPECTED_FAKE)
COLUMNS = ("pk", "author", "text", "said_at", "author__first_heard_at")


class Neighbours:
    """The words before each of some mentions, fetched for neighbours together.

    ``authors`` are those of the batch as they are believed to be by now.
    """

    def __init__(self, mentions: Iterable[Mention], authors: Mapping[int, Author]) -> None:
        self._authors = authors
        self._stretches = {
            mention.pk: stretch
            for group in _groups(m for m in mentions if _may_be_part(m))
            for stretch in [_Stretch(group)]
            for mention in group
        }

    def burst_of(self, mention: Mention) -> frozenset[int]:
        """Return the authors of the burst a mention belongs to; empty for none (S3-03)."""
        author, stretch = mention.author, self._stretches.get(mention.pk)
        if author is None or author.customer_id is not None or stretch is None:
            return frozenset()
        said = Said(
            author.pk,
            mention.text,
            mention.said_at,
            author.first_heard_at,
            author.standing in NOT_KNOWN,
        )
        others = (o for o in stretch.before(mention.pk) if self._is_unknown(o.author_id))
        return rules.find_burst(said, others).value

    def _is_unknown(self, author_id: int) -> bool:
        author = self._authors.get(author_id)
        return author is None or author.standing in NOT_KNOWN


class _Stretch:
    """What was said before the last of some mentions that stand near each other."""

    def __init__(self, group: list[Mention]) -> None:
        first, last = group[0], group[-1]
        before = Mention.objects.filter(brand=first.brand_id, pk__lt=last.pk).order_by("-pk")
        most = rules.BURST.looked_at + last.pk - first.pk
        self._ids = sorted(before.values_list("pk", flat=True)[:most])
        self._said = list(_said_near(group, self._ids))

    def before(self, pk: int) -> Iterator[Said]:
        """Yield what was said among the last mentions before one, as many as are looked at."""
        at = bisect_left(self._ids, pk) - rules.BURST.looked_at
        first = self._ids[max(0, at)] if self._ids else pk
        return (said for one, said in self._said if first <= one < pk)


def _may_be_part(mention: Mention) -> bool:
    author = mention.author
    is_public = mention.visibility == Visibility.PUBLIC
    return is_public and author is not None and author.customer_id is None


def _groups(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Yield mentions of one brand that stand near each other together, oldest first."""
    group: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.brand_id, m.pk)):
        if group and not _is_near(group[-1], mention):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _is_near(one: Mention, next_one: Mention) -> bool:
    is_same_brand = one.brand_id == next_one.brand_id
    return is_same_brand and next_one.pk - one.pk <= rules.BURST.looked_at


def _said_near(group: list[Mention], ids: list[int]) -> Iterator[tuple[int, Said]]:
    near = timedelta(minutes=rules.BURST.within_minutes)
    times = [mention.said_at for mention in group]
    rows = Mention.objects.filter(
        pk__in=ids,
        visibility=Visibility.PUBLIC,
        author__standing__in=NOT_KNOWN,
        said_at__range=(min(times) - near, max(times) + near),
    )
    for pk, author, text, said_at, since in rows.values_list(*COLUMNS):
        yield pk, Said(author, text, said_at, since, is_unknown=True)
