"""What the casebook holds of the people and threads of some mentions, read together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from amends.casebook.models import (
    Case,
    Customer,
    Delivery,
    Mention,
    Message,
    Order,
    Outcome,
    Visibility,
)
from amends.connectors.registry import platform_of
from amends.rooms.triage.joining import Candidate
from amends.rooms.triage.rules import Person
from amends.rooms.triage.thresholds import THRESHOLDS


NO_CASES = frozenset({Outcome.NOT_A_COMPLAINT, Outcome.MERGED})
CASES_LOOKED_AT = 20
Who = tuple[str, int]
COLUMNS = ("brand", "author", "customer", "source", "state", "outcome", "topics",
           "last_heard_at", "closed_at")  # fmt: skip


class Past:
    """The cases each mention might belong to, and who is behind it: a few queries for all.

    It is what was there when it was made: of two mentions that depend on each other only the
    first may be asked about, see ``waves``.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._own = _own_cases(mentions)
        self._referenced = _referenced(mentions)
        self._in_thread = _in_thread(mentions)
        self._known = {case.pk: case for cases in self._own.values() for case in cases}
        named = set().union(*self._referenced.values(), *self._in_thread.values())
        if missing := named - self._known.keys():
            rows = Case.objects.filter(pk__in=missing).only(*COLUMNS)
            self._known |= {case.pk: case for case in rows}
        self._orders = _orders_of(self._known)
        self._written_to = _written_to(mentions, self._known)
        self._orders_by_customer = _count_orders(mentions)

    def case(self, pk: int) -> Case:
        """Return one of the cases found, with what was read of it: lock it before changing it."""
        return self._known[pk]

    def cases_of(self, mention: Mention) -> list[Case]:
        """Return the latest cases of the author, and of the customer he is known to be."""
        found = {case.pk: case for who in _people(mention) for case in self._own.get(who, ())}
        latest = sorted(found, reverse=True)[:CASES_LOOKED_AT]
        return [found[pk] for pk in latest if found[pk].brand_id == mention.brand_id]

    def person_of(self, mention: Mention) -> Person:
        """Return what is known of the customer behind a mention; cases that were none do not count."""
        customer = customer_of(mention)
        return Person(
            is_customer=customer is not None,
            is_vip=customer is not None and customer.is_vip,
            orders=self._orders_by_customer.get(customer.pk, 0) if customer else 0,
            earlier_cases=sum(case.outcome not in NO_CASES for case in self.cases_of(mention)),
        )

    def candidates_for(self, mention: Mention) -> tuple[Candidate, ...]:
        """Return the cases a mention might belong to: what it answers, and its author's latest ones."""
        referenced = self._referenced.get(mention.pk, set())
        in_thread = self._in_thread.get(mention.pk, set())
        written_to = self._written_to.get(mention.pk, set())
        rows = {case.pk: case for case in self.cases_of(mention)}
        rows |= {pk: self._known[pk] for pk in sorted(referenced | in_thread)}
        return tuple(
            Candidate(
                id=case.pk,
                state=case.state,
                author_id=case.author_id,
                customer_id=case.customer_id,
                source_id=case.source_id,
                last_heard_at=case.last_heard_at,
                closed_at=case.closed_at,
                topics=frozenset(case.topics),
                order_ids=frozenset(self._orders.get(case.pk, ())),
                is_referenced=case.pk in referenced,
                is_same_thread=case.pk in in_thread,
                is_written_to=case.pk in written_to,
            )
            for case in rows.values()
        )


def waves(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Cut mentions into runs in which none is of the person of, or an answer to, an earlier one."""
    wave: list[Mention] = []
    people: set[Who] = set()
    said: set[str] = set()
    for mention in mentions:
        who = set(_people(mention))
        if people & who or said & _answered(mention):
            yield wave
            wave, people, said = [], set(), set()
        wave.append(mention)
        people |= who
        said.add(mention.external_id)
    if wave:
        yield wave


def customer_of(mention: Mention) -> Customer | None:
    """Return the customer the author is known to be."""
    return mention.author.customer if mention.author else None


def _people(mention: Mention) -> Iterator[Who]:
    if mention.author is not None:
        yield "author", mention.author.pk
        if mention.author.customer_id is not None:
            yield "customer", mention.author.customer_id


def _answered(mention: Mention) -> set[str]:
    return {*mention.parents, mention.thread} - {""}


def _own_cases(mentions: Sequence[Mention]) -> dict[Who, list[Case]]:
    found: dict[Who, list[Case]] = defaultdict(list)
    for kind in ("author", "customer"):
        ids = {pk for mention in mentions for one, pk in _people(mention) if one == kind}
        for case in _latest(kind, ids) if ids else ():
            found[kind, getattr(case, f"{kind}_id")].append(case)
    return found


def _latest(kind: str, ids: set[int]) -> QuerySet[Case]:
    place = Window(RowNumber(), partition_by=F(kind), order_by=F("pk").desc())
    rows = Case.objects.filter(**{f"{kind}__in": ids}).annotate(place=place)
    return rows.filter(place__lte=CASES_LOOKED_AT).only(*COLUMNS)


def _referenced(mentions: Sequence[Mention]) -> dict[int, set[int]]:
    """Find the cases of what mentions say they answer: earlier mentions, or texts of ours."""
    answered = set().union(*map(_answered, mentions))
    if not answered:
        return {}
    found: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    for brand, kind, key, case in _cases_by_key(answered, {m.brand_id for m in mentions}):
        found[brand, platform_of(kind), key].add(case)
    return {m.pk: set().union(*(found.get(at, ()) for at in _answers_at(m))) for m in mentions}


def _answers_at(mention: Mention) -> Iterator[tuple[int, str, str]]:
    """Yield what a mention answers, at its own platform: short ids of two places may be alike."""
    platform = platform_of(mention.source.kind)
    for key in _answered(mention):
        yield mention.brand_id, platform, key


def _cases_by_key(answered: set[str], brands: set[int]) -> Iterator[tuple[int, str, str, int]]:
    heard = Mention.objects.filter(
        brand__in=brands, external_id__in=answered, case__isnull=False
    )
    yield from heard.values_list("brand", "source__kind", "external_id", "case")
    sent = Delivery.objects.filter(
        Q(key__in=answered) | Q(external_id__in=answered), source__brand__in=brands
    )
    # What was said in a merged case is answered in the one it lives on in.
    lives_in = Coalesce("case__merged_into", "case")
    for brand, kind, key, external_id, case in sent.values_list(
        "source__brand", "source__kind", "key", "external_id", lives_in
    ):
        yield brand, kind, key, case
        yield brand, kind, external_id, case


def _in_thread(mentions: Sequence[Mention]) -> dict[int, set[int]]:
    """Find the cases each author has in the same thread; other people's are none of his."""
    threads = {m.pk: (m.brand_id, _thread_of(m), m.author_id) for m in mentions}
    wanted = {at for at in threads.values() if at[1] and at[2] is not None}
    if not wanted:
        return {}
    brands, names, authors = (set(column) for column in zip(*wanted, strict=True))
    rows = Mention.objects.filter(
        brand__in=brands, thread__in=names, author__in=authors, case__isnull=False
    ).values_list("brand", "thread", "author", "case")
    found: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for *at, case in rows:
        found[tuple(at)].add(case)
    return {pk: found[at] for pk, at in threads.items() if at in found}


def _thread_of(mention: Mention) -> str:
    return mention.thread or (mention.parents[-1] if mention.parents else "")


def _orders_of(cases: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    if ids := list(cases):
        rows = Mention.objects.filter(case__in=ids, order__isnull=False)
        for case, order in rows.values_list("case", "order"):
            found[case].append(order)
    return found


def _written_to(mentions: Sequence[Mention], cases: Iterable[int]) -> dict[int, set[int]]:
    """Return the cases whose owner wrote to an author in private, at this very place, of late."""
    private = [m for m in mentions if m.visibility == Visibility.PRIVATE and m.author_id]
    ids = list(cases)
    if not (private and ids):
        return {}
    rows = Delivery.objects.filter(
        case__in=ids,
        author__in={m.author_id for m in private},
        visibility=Visibility.PRIVATE,
        message=Message.REPLY,
        sent_at__isnull=False,
    ).values_list("case", "author", "source", "sent_at")
    ours = list(rows)
    of_late = timedelta(days=THRESHOLDS.only_case_days)
    return {
        m.pk: {
            case
            for case, author, source, at in ours
            if (author, source) == (m.author_id, m.source_id)
            and at is not None
            and m.said_at - of_late <= at <= m.said_at
        }
        for m in private
    }


def _count_orders(mentions: Sequence[Mention]) -> dict[int, int]:
    customers = {customer.pk for m in mentions if (customer := customer_of(m)) is not None}
    if not customers:
        return {}
    rows = Order.objects.filter(customer__in=customers).order_by()
    return dict(rows.values_list("customer").annotate(n=Count("pk")))
