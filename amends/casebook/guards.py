"""Triggers in the database itself that refuse to change or remove what was written down.

Two tables are only ever added to: the ledger of the cases, and the changes of a policy.
"""

from typing import Any

from django.db import connections


TABLE_BY_GUARD = {"entry": "casebook_entry", "policy_change": "casebook_policychange"}
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""


def _sqlite(name: str, table: str) -> dict[str, str]:
    return {
        f"{name}_no_{verb.lower()}": f"CREATE TRIGGER {name}_no_{verb.lower()} "
        f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    }


def _postgres(name: str, table: str) -> dict[str, str]:
    refuse = "EXECUTE FUNCTION refuse_ledger_change()"
    return {
        f"{name}_no_update": f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW {refuse}",
        f"{name}_no_delete": f"CREATE TRIGGER {name}_no_delete BEFORE DELETE OR TRUNCATE "
        f"ON {table} FOR EACH STATEMENT {refuse}",
    }


def restore_guards(using: str = "default", **_: Any) -> None:
    """Create the guards anew; called after every migrate, harmless when they are there."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    lift_guards(using)
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgres:
            cursor.execute(POSTGRES_FUNCTION)
        for name, table in TABLE_BY_GUARD.items():
            made = _postgres(name, table) if is_postgres else _sqlite(name, table)
            for statement in made.values() if table in there else ():
                cursor.execute(statement)


def lift_guards(using: str = "default") -> None:
    """Take the guards away: only for maintenance that records itself, and for test fixtures."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table in TABLE_BY_GUARD.items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            for guard in _sqlite(name, table) if table in there else ():
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard}{on_table}")


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
    wanted = [guard for name, table in TABLE_BY_GUARD.items() for guard in _sqlite(name, table)]
    return tuple(guard for guard in wanted if guard not in present)
