"""Triggers in the database itself that refuse to change or remove a line of the ledger."""

from typing import Any

from django.db import connections


TABLE = "casebook_entry"
SQLITE = {
    "entry_no_update": f"CREATE TRIGGER entry_no_update BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "entry_no_delete": f"CREATE TRIGGER entry_no_delete BEFORE DELETE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
}
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""
POSTGRES = {
    "entry_no_update": f"CREATE TRIGGER entry_no_update BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()",
    "entry_no_delete": f"CREATE TRIGGER entry_no_delete BEFORE DELETE OR TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()",
}


def restore_guards(using: str = "default", **_: Any) -> None:
    """Create the guards anew; called after every migrate, harmless when they are there."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    lift_guards(using)
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgres:
            cursor.execute(POSTGRES_FUNCTION)
        for statement in (POSTGRES if is_postgres else SQLITE).values():
            cursor.execute(statement)


def lift_guards(using: str = "default") -> None:
    """Take the guards away: only for maintenance that records itself, and for test fixtures."""
    connection = connections[using]
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in SQLITE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing_guards(using: str = "default") -> tuple[str, ...]:
    """Return the names of guards that are not there; empty when the ledger is safe."""
    connection = connections[using]
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return tuple(name for name in SQLITE if name not in present)
