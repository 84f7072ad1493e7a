"""``amends import``: what a shop already has, in files, becomes mentions, customers and orders."""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amends.cli import desk


class What(StrEnum):
    """What the rows of the file are."""

    MENTIONS = "mentions"
    CUSTOMERS = "customers"
    ORDERS = "orders"


def import_rows(
    what: Annotated[What, typer.Argument(help="What the rows are.")],
    path: Annotated[
        Path, typer.Argument(exists=True, help="Table, folder of .eml, mbox, maildir.")
    ],
    brand: Annotated[str, typer.Option(help="Short name (slug) of the brand.")],
    column: Annotated[
        list[str] | None, typer.Option(help="Where a guess is wrong, e.g. text=Review.")
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Only the customer and us read it.")
    ] = False,
) -> None:
    """Import a file; rows that cannot be taken go to a rejects file beside it, with line and reason."""
    desk.start()
    from amends.management import importing

    now = datetime.now(UTC)
    if what is What.MENTIONS:
        visibility = "private" if private else "public"
        lines = importing.mentions(
            path, brand, now=now, columns=column or [], visibility=visibility
        )
    elif what is What.CUSTOMERS:
        lines = importing.customers(path, brand, now=now)
    else:
        lines = importing.orders(path, brand, now=now)
    _print(lines)


def _print(lines: Iterator[str]) -> None:
    from amends.casebook.errors import CasebookError
    from amends.connectors.protocol import ConnectorError
    from amends.connectors.source_settings import SettingsError
    from amends.connectors.tables import TableError

    try:
        for line in lines:
            typer.echo(line)
    except (CasebookError, ConnectorError, SettingsError, TableError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
