"""What a shop knows of its customers and orders, as it tells the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One customer as a shop knows him; empty strings and None for what is not told."""

    external_id: str
    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    language: str = ""
    is_vip: bool | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """One order; ``total_minor`` in the currency's smallest unit."""

    number: str
    customer_external_id: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    placed_at: datetime | None = None
    delivered_at: datetime | None = None
    status: str = ""
    total_minor: int = 0
    currency: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """One page of a shop's customers and orders."""

    customers: tuple[CustomerRecord, ...] = ()
    orders: tuple[OrderRecord, ...] = ()
    cursor: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict)
    more: bool = False


@runtime_checkable
class Shop(Protocol):
    """Knows customers and orders."""

    def fetch(self, cursor: str) -> Records:
        """Return one page after the cursor."""
        ...
