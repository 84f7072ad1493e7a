"""Open the demo brands: people, shifts, sources, customers and orders, from the files of the demo."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from amends.casebook import policies, vault
from amends.casebook.models import Brand, Membership, Shift, Source, User
from amends.connectors.shop.records import CustomerRecord, OrderRecord, Records
from amends.playbook.cards import CODES
from amends.rooms.verify import service as verify


FILES = Path(__file__).parents[2] / "demo"
PASSWORD = "amends-demo"  # noqa: S105 - printed at the start: a demo has nothing to hide
DECIMALS_BY_CURRENCY: dict[str, int] = {"IRR": 0}
SOURCES = {
    "fake_public": ("fake_public", "public"),
    "fake_private": ("fake_private", "public"),
    "fake_link": ("fake_link", "reviews"),
    "email": ("fake_private", "mail"),
    "web_form": ("web_form", ""),
}
NAMES = {
    "ar": {
        "fake_public": "صفحة المتجر",
        "fake_private": "الرسائل الخاصة",
        "fake_link": "التقييمات",
        "email": "البريد",
        "web_form": "نموذج الشكوى",
    },
    "fa": {
        "fake_public": "صفحهٔ فروشگاه",
        "fake_private": "پیام‌های خصوصی",
        "fake_link": "نقد و نظرها",
        "email": "ایمیل",
        "web_form": "فرم شکایت",
    },
}
Row = Mapping[str, Any]


@dataclass
class Stage:
    """Who and what the demo plays with, by the codes of its files."""

    brands: dict[str, Brand] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)
    causes: dict[str, str] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)


def minor(amount: float, currency: str) -> int:
    """Return an amount in the currency's smallest unit."""
    factor: int = 10 ** DECIMALS_BY_CURRENCY.get(currency, 2)
    return round(amount * factor)


@transaction.atomic
def open_brands(now: datetime) -> Stage:
    """Create everything that stands before the first mention."""
    facts = tomllib.loads((FILES / "brand.toml").read_text("utf-8"))
    stage = Stage()
    for row in facts["member"]:
        stage.people[row["code"]] = _person(row)
    for row in facts["brand"]:
        _open_brand(stage, row, [m for m in facts["member"] if m["brand"] == row["code"]])
    for row in facts["cause"]:
        language = stage.brands[row["brand"]].language
        stage.causes[row["code"]] = row["name"][language]
    for code, brand in stage.brands.items():
        policies.approve(brand, CODES, user=brand.owner, now=now)
        verify.store_customers(brand, _records(code, now), now=now)
    return stage


def _person(row: Row) -> User:
    language = row["languages"][0]
    return User.objects.create_user(
        row["email"], PASSWORD, name=row["name"][language], language=language
    )


def _open_brand(stage: Stage, row: Row, members: list[Row]) -> None:
    owner = next(m for m in members if "owner" in m["roles"])
    language = row["languages"][0]
    brand = Brand.objects.create(
        slug=row["code"], name=row["name"][language], names=row["name"], language=language,
        timezone=row["time_zone"], country=row["country"], order_pattern=row["order_pattern"],
        owner=stage.people[owner["code"]],
    )  # fmt: skip
    for member in members:
        user = stage.people[member["code"]]
        Membership.objects.create(
            brand=brand, user=user, role=member["roles"][0], languages=member["languages"]
        )
        Shift.objects.bulk_create(_shifts(brand, user, member["shifts"]))
    for code, (kind, world) in SOURCES.items():
        stage.sources[row["code"], code] = _source(brand, code, kind, world)
    stage.brands[row["code"]], stage.currencies[row["code"]] = brand, row["currency"]


def _shifts(brand: Brand, user: User, rows: list[Row]) -> Iterator[Shift]:
    for row in rows:
        for day in row["days"]:  # 1 is Monday in the file, 0 in the casebook
            yield Shift(
                brand=brand,
                user=user,
                weekday=day - 1,
                starts=_time(row["from"]),
                ends=_time(row["to"]),
            )


def _time(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)


def _source(brand: Brand, code: str, kind: str, world: str) -> Source:
    folder = Path(settings.HOME) / "demo" / brand.slug / world
    sealed = vault.seal({"world": str(folder)}) if world else ""
    name = NAMES[brand.language][code]
    return Source.objects.create(brand=brand, kind=kind, name=name, settings=sealed)


def _records(brand: str, now: datetime) -> Records:
    customers = tuple(_customer(row, now) for row in _rows("customers.csv", brand))
    return Records(
        customers=customers, orders=tuple(_order(r, now) for r in _rows("orders.csv", brand))
    )


def _rows(name: str, brand: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["brand"] == brand)


def _customer(row: Mapping[str, str], now: datetime) -> CustomerRecord:
    return CustomerRecord(
        external_id=row["customer_id"],
        name=row["name"],
        emails=(row["email"],) if row["email"] else (),
        phones=(row["phone"],) if row["phone"] else (),
        handles=(row["handle"],) if row["handle"] else (),
        language=row["language"],
        is_vip=row["vip"] == "yes",
        since=_ago(row["since_days_ago"], now),
    )


def _order(row: Mapping[str, str], now: datetime) -> OrderRecord:
    return OrderRecord(
        number=row["order"],
        customer_external_id=row["customer_id"],
        placed_at=_ago(row["placed_days_ago"], now),
        delivered_at=_ago(row["delivered_days_ago"], now),
        status=row["status"],
        total_minor=minor(float(row["total"]), row["currency"]),
        currency=row["currency"],
        items=tuple(row["items"].split(" + ")),
    )


def _ago(days: str, now: datetime) -> datetime | None:
    return now - timedelta(days=float(days)) if days else None
