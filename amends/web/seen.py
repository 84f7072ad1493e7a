"""What a row of the queue shows, and no more: a case, its clocks, its last words; plain values."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from amends.casebook.models import Case, Clock, Mention
from amends.casebook.prepared import Prepared, slots
from amends.web.faces import Ticking


READ_LENGTH = 560  # of what was said; twice what is shown, for some of it is tamed away
STEP = 10  # lists are filled up to a multiple, so that few statements are written
CASE = (
    "pk", "brand_id", "number", "language", "state", "severity", "topics", "segments", "tag_names",
    "visibility", "priority", "last_heard_at", "first_reply_at", "waits_for_us", "promised_at",
    "owner__name", "owner__email", "customer__name", "author__name", "author__handle",
    "author__email", "source__kind", "source__name", "said_id",
)  # fmt: skip
CLOCK = (
    "case_id", "kind", "state", "started_at", "stopped_at", "target_at", "limit_at",
    "wall_target_at", "covered_seconds", "promise__what",
)  # fmt: skip
SAID = ("pk", "words", "subject", "directness", "analysis__repeat", "analysis__churn")


class Seen(NamedTuple):
    """One case as its row shows it; in the order of CASE."""

    pk: int
    brand_id: int
    number: int
    language: str
    state: str
    severity: int
    topics: Sequence[str]
    segments: Sequence[str]
    tag_names: Sequence[str]
    visibility: str
    priority: float
    last_heard_at: Any
    first_reply_at: Any
    waits_for_us: bool
    promised_at: Any
    owner_name: str
    owner_email: str
    customer_name: str | None
    author_name: str | None
    author_handle: str | None
    author_email: str | None
    source_kind: str
    source_name: str
    said_id: int | None

    def __str__(self) -> str:
        return f"C-{self.number}"

    @property
    def owner(self) -> str:
        """Return what the owner is called."""
        return self.owner_name or self.owner_email

    @property
    def names(self) -> tuple[str | None, ...]:
        """Return by what the customer may be called, the best first."""
        return self.customer_name, self.author_name, self.author_handle, self.author_email


class Said(NamedTuple):
    """The last words of a case; in the order of SAID, without the key."""

    text: str
    subject: str
    directness: str
    repeat: bool | None
    churn: bool | None


def shown(cases: QuerySet[Case]) -> QuerySet[Case, Any]:
    """Ask for what ``Seen`` holds of some cases."""
    said = Mention.objects.filter(case=OuterRef("pk"), is_ours=False).order_by("-pk")
    return cases.annotate(said_id=Subquery(said.values("pk")[:1])).values_list(*CASE)


def seen(rows: Iterable[Sequence[Any]]) -> list[Seen]:
    """Name the values of the rows that ``shown`` asked for; what was named can stand as a key."""
    first, last = CASE.index("topics"), CASE.index("tag_names") + 1
    return [Seen(*row[:first], *map(tuple, row[first:last]), *row[last:]) for row in rows]


def clocks_of(cases: Sequence[Seen]) -> dict[int, list[Ticking]]:
    """Return the clocks of each case that has any, in one query."""
    found: dict[int, list[Ticking]] = {}
    for case, *values in _ask(_clocks, [case.pk for case in cases]):
        found.setdefault(case, []).append(Ticking(*values))
    return found


def said_in(cases: Sequence[Seen]) -> dict[int, Said]:
    """Return the last words of the cases by the key of the mention, in one query."""
    rows = _ask(_said, [case.said_id for case in cases if case.said_id])
    return {pk: Said(*values) for pk, *values in rows}


def _ask(query: Callable[[int], Prepared], keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """Ask for the rows of some keys; the last is repeated until the list has a usual length."""
    if not keys:
        return []
    filled = [*keys, *[keys[-1]] * (-len(keys) % STEP)]
    return query(len(filled)).ask(keys=filled)


@lru_cache(maxsize=32)
def _clocks(count: int) -> Prepared:
    return Prepared(Clock.objects.filter(case__pk__in=slots("keys", count)).values_list(*CLOCK))


@lru_cache(maxsize=32)
def _said(count: int) -> Prepared:
    mentions = Mention.objects.filter(pk__in=slots("keys", count))
    read = mentions.annotate(words=Substr("text", 1, READ_LENGTH))
    return Prepared(read.values_list(*SAID))
