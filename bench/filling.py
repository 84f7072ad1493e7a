"""Fill our desk with open cases: a thousand through the rooms, the rest as their copies.

    filling.py COUNT          in AMENDS_HOME (or AMENDS_DATABASE_URL); prints one line of JSON

Copies are made by the database itself, with all indexes, triggers and the search index in place.
What is not copied is the ledger (copies would break its chains), which no list and no search reads.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sayings import sayings

from amends.cli import desk


BASE = 1000
FIRST_ROOMS = ("understand", "verify", "triage")
SHIFTED = {
    "casebook_author": ("id",),
    "casebook_case": ("id", "author_id"),
    "casebook_mention": ("id", "author_id", "case_id"),
    "casebook_analysis": ("mention_id",),
    "casebook_clock": ("id", "case_id"),
}
STRIDE = 10 * BASE  # further than any id of the first thousand
CHANGED = {
    "external_id": "external_id || '-' || {k}",
    "token": "token || '-' || {k}",
    "number": "number + {k} * 10000",
    "text": "text || ' RB-' || (id + {k} * 10000)",
    "value": "value",
}


def main() -> None:
    desk.make_keys()
    desk.start()
    desk.migrate()
    print(json.dumps(fill(int(sys.argv[1]))))


def fill(count: int) -> dict[str, Any]:
    from amends.casebook.models import Case

    if not Case.objects.exists():
        _live_the_first()
    made = Case.objects.count()
    if made < count and count > BASE:
        _copy(-(-count // made))
    return {"cases": Case.objects.count(), "session": session_key()}


def session_key() -> str:
    from django.test import Client

    from amends.casebook.models import User

    client = Client()
    client.force_login(User.objects.get(email="owner@localhost"))
    return client.cookies["sessionid"].value


def _live_the_first() -> None:
    from amends import pipeline
    from amends.casebook.models import Brand, Membership, Role, Source, User
    from amends.connectors.protocol import Batch
    from amends.management import first_start
    from amends.rooms.listen.store import store

    now = datetime.now(UTC)
    first_start.open_brand(email="owner@localhost", name="Shop")
    brand = Brand.objects.get()
    for n in range(5):
        user = User.objects.create_user(email=f"agent{n}@shop.test", name=f"Agent {n}")
        Membership.objects.create(brand=brand, user=user, role=Role.AGENT)
    kinds = ("fake_public", "fake_private", "web_form")
    places = [
        Source.objects.create(brand=brand, kind=kind, name=kind, is_enabled=False)
        for kind in kinds
    ]
    for n, place in enumerate(places):
        heard = tuple(one for i, one in enumerate(_heard(now)) if i % len(places) == n)
        store(place, Batch(mentions=heard, cursor=""), now=now)
    pipeline.settle(now, tuple(room for room in pipeline.ROOMS if room[0] in FIRST_ROOMS))
    _spread(now)


def _heard(now: datetime) -> Iterator[Any]:
    from amends.connectors.protocol import Heard, Visibility

    for one in sayings(BASE):
        yield Heard(
            external_id=f"m{one.number}",
            text=one.text,
            subject=one.subject,
            author_id=one.address,
            author_name=one.name,
            author_email=one.address,
            said_at=now - timedelta(minutes=one.number % 50),
            visibility=Visibility.PRIVATE if one.number % 2 else Visibility.PUBLIC,
        )


def _spread(now: datetime) -> None:
    """Let four in ten wait for a first reply, three be in our hands, two with the customer."""
    from amends.casebook import clocks
    from amends.casebook.models import Case, CaseState

    replied = {"first_reply_at": now, "last_reply_at": now, "state_since": now}
    numbers = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    acknowledged = [pk for n, pk in enumerate(numbers) if n % 10 in {4, 5, 6, 9}]
    waiting = [pk for n, pk in enumerate(numbers) if n % 10 in {7, 8}]
    cases = Case.objects.all()
    cases.filter(pk__in=acknowledged).update(state=CaseState.ACKNOWLEDGED, **replied)
    cases.filter(pk__in=waiting).update(state=CaseState.WAITING, waits_for_us=False, **replied)
    for case in cases.filter(pk__in=acknowledged + waiting):
        clocks.cancel_all(case, now=now)
    for case in cases.filter(pk__in=numbers[9::10]):
        clocks.start_promise(case, now=now, due_at=now + timedelta(hours=3))


def _copy(times: int) -> None:
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        for k in range(1, times):
            with transaction.atomic():
                for statement in _statements(k):
                    cursor.execute(statement)
        cursor.execute("ANALYZE")


def _statements(k: int) -> Iterator[str]:
    from django.apps import apps
    from django.db import connection

    for model in apps.get_app_config("casebook").get_models():
        table = model._meta.db_table
        if table not in SHIFTED:
            continue
        columns = [field.column for field in model._meta.concrete_fields]
        values = [_value(column, k, SHIFTED[table]) for column in columns]
        names = ", ".join(f'"{column}"' for column in columns)
        key = SHIFTED[table][0]
        yield (
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} "
            f"WHERE {key} < {STRIDE}"
        )
    yield _search_statement(connection.vendor, k)


def _value(column: str, k: int, shifted: tuple[str, ...]) -> str:
    if column in shifted:
        return f'"{column}" + {k * STRIDE}'
    return CHANGED.get(column, '"{c}"').format(k=k, c=column)


def _search_statement(vendor: str, k: int) -> str:
    if vendor == "postgresql":
        return (
            "INSERT INTO casebook_search (mention_id, words) "
            f"SELECT mention_id + {k * STRIDE}, words || to_tsvector('simple', 'rb ' || "
            f"(mention_id + {k * STRIDE})) FROM casebook_search WHERE mention_id < {STRIDE}"
        )
    return (
        "INSERT INTO casebook_search (rowid, words) "
        f"SELECT rowid + {k * STRIDE}, words || ' rb ' || (rowid + {k * STRIDE}) "
        f"FROM casebook_search WHERE rowid < {STRIDE}"
    )


if __name__ == "__main__":
    main()
