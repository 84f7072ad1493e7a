"""``amends analyse``: read a file of messages, write what each one says. Never loads Django."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer


if TYPE_CHECKING:
    from amends.rooms.understand.bulk import Analysed, Message
    from amends.rooms.understand.report import Totals
    from amends.rooms.understand.writing import Write

_BROKEN = 2
"""Exit status for what the user has to mend: the file, a column, a suffix."""


def analyse(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH|-", help="CSV, TSV, JSONL, XLSX or Parquet; - reads standard input"
        ),
    ],
    text_column: Annotated[
        str | None, typer.Option(help="column of the text; guessed otherwise")
    ] = None,
    id_column: Annotated[
        str | None, typer.Option(help="column of the id; else the row number")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="JSONL, CSV or XLSX by suffix; else JSONL to standard output"),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="also write the findings as one HTML page")
    ] = None,
) -> None:
    """Analyse every row of a table: one output row per input row, in order."""
    from amends.connectors.tables import TableError
    from amends.rooms.understand.bulk import analyse_all
    from amends.rooms.understand.report import Totals, write_report

    totals = Totals()
    try:
        with ExitStack() as opened:
            write = _writer(out, opened)
            messages = _messages(path, text_column, id_column)
            _run(analyse_all(messages), write, totals, opened)
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `| head` does.
        sys.stderr.close()
    except (TableError, OSError) as problem:
        _stop(str(problem))
    if report:
        write_report(totals, report, title=path)


def _stop(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(_BROKEN)


def _writer(out: Path | None, opened: ExitStack) -> "Write":
    from amends.rooms.understand.writing import SUFFIXES, json_writer, open_writer

    if out is None:
        return json_writer(sys.stdout)
    if out.suffix.lower() not in SUFFIXES:
        _stop(
            f"{out}: cannot write {out.suffix or 'a file without suffix'}; use one of {', '.join(SUFFIXES)}"
        )
    return opened.enter_context(open_writer(out))


def _messages(path: str, text_column: str | None, id_column: str | None) -> "Iterator[Message]":
    from amends.connectors.tables import read_table
    from amends.rooms.understand.choosing import messages_of

    rows = read_table(sys.stdin.buffer if path == "-" else path)
    try:
        yield from messages_of(rows, text_column, id_column)
    except KeyError as missing:
        _stop(str(missing.args[0]))


def _run(
    analysed: "Iterator[Analysed]", write: "Write", totals: "Totals", opened: ExitStack
) -> None:
    step = _progress(opened)
    for one in analysed:
        write(one.row)
        totals.add(one.text, one.row)
        step(1)


def _progress(opened: ExitStack) -> Callable[[int], None]:
    if not sys.stderr.isatty():
        return lambda _: None
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    opened.enter_context(shown)
    task = shown.add_task("rows", total=None)
    return lambda count: shown.advance(task, count)
