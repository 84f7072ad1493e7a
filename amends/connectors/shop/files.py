"""Customers and orders out of tables that a shop exported."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from amends.connectors.shop.records import CustomerRecord, OrderRecord
from amends.connectors.source_settings import N_
from amends.connectors.tables import Row, TableError, read_table
from amends.connectors.tables.columns import guess_mapping
from amends.connectors.values.dates import read_date
from amends.connectors.values.money import read_sum
from amends.language.normalise import digits_to_ascii


SAMPLE_ROWS = 50
NOBODY = N_("This row names nobody: neither name nor e-mail, telephone or handle.")
NO_NUMBER = N_("This row has no order number.")
BAD_TOTAL = N_("The total of this row is not a number.")

R = TypeVar("R")
_MANY = re.compile(r"[;|\n،؛,]")
_YES = {"1", "true", "yes", "y", "vip", "بله", "آری", "نعم", "ویژه", "مميز"}


def read_customers(path: Path) -> Iterator[CustomerRecord | Row]:
    """Yield one record per row, or the row itself with its problem when it cannot be taken.

    Without a column of ids the e-mail address, else the telephone number, else the name is it.
    """
    return _read(path, "customers", _customer)


def read_orders(path: Path) -> Iterator[OrderRecord | Row]:
    """Yield one record per row, or the row itself with its problem when it cannot be taken."""
    return _read(path, "orders", _order)


def _read(
    path: Path, table: str, record_of: Callable[[Mapping[str, str]], R]
) -> Iterator[R | Row]:
    rows = read_table(path)
    sample = list(itertools.islice(rows, SAMPLE_ROWS))
    values = [row.values for row in sample if not row.problem]
    mapping = guess_mapping(
        list(dict.fromkeys(itertools.chain.from_iterable(values))), values, table
    )
    if values and not mapping:
        raise TableError(f"No column of this table is known; these are: {', '.join(values[0])}")
    for row in itertools.chain(sample, rows):
        if row.problem:
            yield row
            continue
        try:
            yield record_of({f: row.values.get(c, "").strip() for f, c in mapping.items()})
        except ValueError as problem:
            yield Row(row.line, row.values, str(problem))


def _customer(given: Mapping[str, str]) -> CustomerRecord:
    emails = tuple(email.lower() for email in _many(given.get("email", "")))
    phones = _many(digits_to_ascii(given.get("phone", "")))
    handles = _many(given.get("handle", ""))
    known = (given.get("id", ""), *emails, *phones, *handles, given.get("name", ""))
    if not any(known[1:]):
        raise ValueError(NOBODY)
    return CustomerRecord(
        external_id=next(filter(None, known)),
        name=given.get("name", ""),
        emails=emails,
        phones=phones,
        handles=handles,
        language=given.get("language", ""),
        is_vip=given["vip"].lower() in _YES if given.get("vip") else None,
        since=read_date(given.get("since", "")),
    )


def _order(given: Mapping[str, str]) -> OrderRecord:
    number = digits_to_ascii(given.get("number", ""))
    if not number:
        raise ValueError(NO_NUMBER)
    total, currency = _total(given)
    return OrderRecord(
        number=number,
        customer_external_id=given.get("customer", ""),
        email=given.get("email", "").lower(),
        phone=digits_to_ascii(given.get("phone", "")),
        name=given.get("name", ""),
        placed_at=read_date(given.get("placed", "")),
        delivered_at=read_date(given.get("delivered", "")),
        status=given.get("status", ""),
        total_minor=total,
        currency=currency,
        items=_many(given.get("items", "")),
    )


def _total(given: Mapping[str, str]) -> tuple[int, str]:
    try:
        return read_sum(given.get("total", "") or "0", given.get("currency", ""))
    except ValueError:
        raise ValueError(BAD_TOTAL) from None


def _many(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _MANY.split(value) if part.strip())
