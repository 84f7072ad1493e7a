"""``amends hear``: listen now."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from amends.cli import desk


def hear(
    source: Annotated[str, typer.Argument(help="Name of one source; all without it.")] = "",
    taste: Annotated[
        bool, typer.Option("--taste", help="Print what would be heard, and keep nothing.")
    ] = False,
) -> None:
    """Poll now and print what was heard; ends with 1 when a source could not be heard."""
    desk.start()
    from amends.casebook.models import Source

    chosen = Source.objects.filter(is_enabled=True).select_related("brand")
    rows = list(chosen.filter(name=source) if source else chosen)
    if source and not rows:
        raise typer.BadParameter(f"There is no enabled source named {source!r}.")
    failed = sum(not (_taste_one(row) if taste else _hear_one(row)) for row in rows)
    raise typer.Exit(1 if failed else 0)


def _hear_one(source: "object") -> bool:
    from amends.casebook.models import Source
    from amends.rooms.listen import service

    assert isinstance(source, Source)
    try:
        count = service.hear_now(source, now=datetime.now(UTC))
    except Exception as error:  # noqa: BLE001 - a person reads the line and goes on to the next
        typer.echo(f"{source.brand} · {source}: not heard: {error}")
        return False
    typer.echo(f"{source.brand} · {source}: {count} new")
    return True


def _taste_one(source: "object") -> bool:
    from amends.casebook.models import Source
    from amends.rooms.listen import service

    assert isinstance(source, Source)
    try:
        tasted = service.taste(source)
    except Exception as error:  # noqa: BLE001 - a person reads the line and goes on to the next
        typer.echo(f"{source.brand} · {source}: not heard: {error}")
        return False
    typer.echo(f"{source.brand} · {source}: would hear {len(tasted)}")
    for one in tasted:
        words = " ".join(one.text.split())[:100]
        typer.echo(f"  {one.said_at:%Y-%m-%d %H:%M} {one.author_name}: {words}")
    return True
