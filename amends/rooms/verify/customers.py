"""Store a shop's customers and orders, each once, with the keys they are known by."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.casebook import ledger
from amends.casebook.models import Brand, Customer, Identity, IdentityKind, Language, Order
from amends.connectors.shop.records import CustomerRecord, OrderRecord, Records
from amends.rooms.verify import keys


Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows are there now, and what could not be used.

    ``shared_keys`` belong to another customer already; ``skipped`` rows name nobody, or no order.
    """

    customers: int = 0
    orders: int = 0
    shared_keys: int = 0
    skipped: int = 0


@transaction.atomic
def store_customers(brand: Brand, records: Records, *, now: datetime) -> Stored:  # noqa: ARG001 - every verb is told the time
    """Store one page of customers and orders; storing it again changes nothing (S3-04).

    A customer is known by the shop's id, else by his keys; a key stays with whom it was first.
    """
    Brand.objects.select_for_update().get(pk=brand.pk)
    counts: Counter[str] = Counter()
    for customer in records.customers:
        counts.update(_store_customer(brand, customer))
    for order in records.orders:
        counts.update(_store_order(brand, order))
    ledger.touch(brand.pk)
    return Stored(**counts)


def _store_customer(brand: Brand, record: CustomerRecord) -> Counter[str]:
    wanted = _keys_of(brand, record.emails, record.phones, record.handles)
    if not record.external_id and not wanted:
        return Counter(skipped=1)
    customer = _find(brand, record.external_id, wanted) or Customer(brand=brand)
    customer.external_id = record.external_id or customer.external_id
    customer.name = record.name[:200] or customer.name
    customer.folded_name = keys.searchable(customer.name)
    if record.language in Language.values:
        customer.language = record.language
    # What the file does not tell, a colleague may have set by hand.
    customer.is_vip = customer.is_vip if record.is_vip is None else record.is_vip
    customer.since = record.since or customer.since
    customer.save()
    return Counter(customers=1, shared_keys=_keep_keys(customer, wanted))


def _store_order(brand: Brand, record: OrderRecord) -> Counter[str]:
    folded = keys.fold_order(record.number)
    if not folded:
        return Counter(skipped=1)
    wanted = _keys_of(brand, [record.email], [record.phone], [])
    customer = _find(brand, record.customer_external_id, wanted)
    counts = Counter(orders=1)
    if customer is None and (record.customer_external_id or wanted):
        customer = Customer.objects.create(
            brand=brand,
            external_id=record.customer_external_id,
            name=record.name[:200],
            folded_name=keys.searchable(record.name),
        )
        counts.update(customers=1)
    if customer is not None:
        counts.update(shared_keys=_keep_keys(customer, wanted))
    _save_order(brand, folded, record, customer)
    return counts


def _save_order(
    brand: Brand, folded: str, record: OrderRecord, customer: Customer | None
) -> None:
    fields: dict[str, Any] = {
        "number": record.number.strip()[:80],
        "status": record.status[:40],
        "placed_at": record.placed_at,
        "delivered_at": record.delivered_at,
        "total_minor": record.total_minor,
        "currency": record.currency[:3],
        "items": list(record.items),
    }
    if customer is not None:
        fields["customer"] = customer
    Order.objects.update_or_create(brand=brand, folded_number=folded, defaults=fields)


def _find(brand: Brand, external_id: str, wanted: list[Key]) -> Customer | None:
    """Find a customer by the shop's id, else by a key of somebody without another shop id."""
    if external_id:
        found = Customer.objects.filter(brand=brand, external_id=external_id).first()
        if found is not None:
            return found
    for kind, value in wanted:
        rows = Identity.objects.filter(brand=brand, kind=kind, value=value)
        row = rows.select_related("customer").first()
        if row is not None and (not external_id or not row.customer.external_id):
            return row.customer
    return None


def _keys_of(
    brand: Brand, emails: Iterable[str], phones: Iterable[str], handles: Iterable[str]
) -> list[Key]:
    found = [(IdentityKind.EMAIL.value, keys.fold_email(one)) for one in emails]
    found += [(IdentityKind.PHONE.value, keys.fold_phone(one, brand.country)) for one in phones]
    found += [(IdentityKind.HANDLE.value, keys.fold_handle(one)) for one in handles]
    return [key for key in dict.fromkeys(found) if key[1]]


def _keep_keys(customer: Customer, wanted: list[Key]) -> int:
    """Give a customer the keys nobody has yet; return how many belong to somebody else."""
    shared = 0
    for kind, value in wanted:
        row, _ = Identity.objects.get_or_create(
            brand_id=customer.brand_id, kind=kind, value=value, defaults={"customer": customer}
        )
        shared += row.customer_id != customer.pk
    return shared
