"""``amends hear``: listen now."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from amends.cli import desk


def hear(
    source: Annotated[str, typer.Argument(help="Name of one source; all without it.")] = "",
) -> None:
    """Poll now and print what was heard; ends with 1 when a source could not be heard."""
    desk.start()
    from amends.casebook.models import Source

    chosen = Source.objects.filter(is_enabled=True).select_related("brand")
    rows = list(chosen.filter(name=source) if source else chosen)
    if source and not rows:
        raise typer.BadParameter(f"There is no enabled source named {source!r}.")
    failed = sum(not _hear_one(row) for row in rows)
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
