"""What the pages ask about customers: found in any spelling, and everything about one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amends.casebook.models import Case, CaseState, Customer, Identity, Mention, Order


LATEST = 50


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody looks for, in the forms in which keys are stored.

    ``words`` must all stand in the name; ``values`` are whole keys, ``order`` a folded number.
    """

    words: Sequence[str] = ()
    values: Sequence[str] = ()
    order: str = ""


def customers(brand_ids: Iterable[int]) -> QuerySet[Customer]:
    """Return the customers of some brands, latest first; one brand by equality, for its index."""
    ids = list(brand_ids)
    rows = Customer.objects.filter(brand_id=ids[0]) if len(ids) == 1 else None
    return (rows if rows is not None else Customer.objects.filter(brand__in=ids)).order_by(
        "-pk"
    )


def matching(rows: QuerySet[Customer], known: Known) -> QuerySet[Customer]:
    """Keep the customers that a name, a key or an order number leads to."""
    found = Q(pk__in=[])
    if known.words:
        named = Q()
        for word in known.words:
            named &= Q(folded_name__contains=word)
        found |= named
    if known.values:
        keys = Identity.objects.filter(value__in=known.values)
        handles = Identity.objects.filter(value__endswith=f":{known.values[-1]}")
        found |= Q(pk__in=keys.values("customer")) | Q(pk__in=handles.values("customer"))
    if known.order:
        orders = Order.objects.filter(folded_number=known.order, customer__isnull=False)
        found |= Q(pk__in=orders.values("customer"))
    return rows.filter(found)


def dressed(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """Fetch with each customer what a line of the list shows."""
    theirs = Case.objects.filter(customer=OuterRef("pk")).order_by().values("customer")
    counted = theirs.annotate(n=Count("pk")).values("n")
    still_open = theirs.exclude(state=CaseState.CLOSED).annotate(n=Count("pk")).values("n")
    return rows.prefetch_related("identities").annotate(
        cases_count=Coalesce(Subquery(counted), 0), open_count=Coalesce(Subquery(still_open), 0)
    )


def whole(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """Fetch with each customer his keys and his orders."""
    return rows.prefetch_related("identities", Prefetch("orders", Order.objects.all()))


def cases_of(customer: Customer) -> QuerySet[Case]:
    """Return everything a customer complained about, latest first, by whichever account."""
    return Case.objects.filter(
        Q(customer=customer) | Q(author__customer=customer), brand_id=customer.brand_id
    ).order_by("-pk")[:LATEST]


def mentions_of(customer: Customer) -> QuerySet[Mention]:
    """Return what a customer said on every channel, latest first."""
    said = Mention.objects.filter(brand_id=customer.brand_id, author__customer=customer)
    return said.select_related("source", "author", "analysis", "case").order_by("-pk")[:LATEST]
