"""``amends export``, ``amends erase`` and ``amends backup``: what belongs to whom, and safe copies."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from amends.cli import desk


Brand = Annotated[str, typer.Option(help="Short name (slug) of the brand.")]


def export(
    path: Annotated[Path, typer.Argument(help="ZIP file to write.")], brand: Brand
) -> None:
    """Write everything of one brand into one ZIP: a JSON Lines file per noun, and its files."""
    desk.start()
    from amends.casebook.export import export_brand

    rows = export_brand(brand, path)
    typer.echo(f"{rows} rows written to {path}")


def erase(
    person: Annotated[
        str, typer.Argument(help="E-mail address or phone number of the person.")
    ],
    brand: Brand,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Empty the words and personal data of one person; the ledger's chain stays whole."""
    desk.start()
    from amends.casebook.erasure import erase_person

    if not yes:
        typer.confirm(
            f"Empty everything {person} said to {brand}? This cannot be undone", abort=True
        )
    emptied = erase_person(brand, person, now=datetime.now(UTC))
    typer.echo(f"{emptied} rows emptied")
    raise typer.Exit(0 if emptied else 1)


def backup(path: Annotated[Path, typer.Argument(help="ZIP file to write.")]) -> None:
    """Write a safe copy of the live database and its files; the desk may keep running."""
    desk.start()
    from amends.casebook.copies import backup as copy

    copy(path)
    typer.echo(f"copied to {path}")
