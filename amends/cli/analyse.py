"""``amends analyse``: read a file of messages, write what each one says. Never loads Django.

It reads its own arguments: what the other commands are made with takes a third of a second to load.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from amends.rooms.understand.bulk import Message
    from amends.rooms.understand.totals import Totals
    from amends.rooms.understand.writing import Write

_BROKEN = 2
"""Exit status for what the user has to mend: the file, a column, a suffix."""
SUMMARY = "Analyse every row of a table: one output row per input row, in order."


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    asked = _parser().parse_args(arguments)
    try:
        _analyse(asked)
    except _Stopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return _BROKEN
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `| head` does.
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("amends analyse", description=SUMMARY)
    parser.add_argument(
        "path",
        metavar="PATH|-",
        help="CSV, TSV, JSONL, XLSX or Parquet; - reads standard input",
    )
    parser.add_argument("--text-column", help="column of the text; guessed otherwise")
    parser.add_argument("--id-column", help="column of the id; else the row number")
    parser.add_argument(
        "--out",
        type=Path,
        help="JSONL, CSV or XLSX by suffix; else JSONL to standard output",
    )
    parser.add_argument("--report", type=Path, help="also write the findings as one HTML page")
    parser.add_argument(
        "--language",
        choices=("ar", "fa", "en"),
        help="language of the report; else the one most rows are in",
    )
    parser.add_argument("--workers", type=int, help="processes; one per core otherwise")
    return parser


class _Stopped(Exception):
    """Something has to be mended first; the message says what."""


def _analyse(asked: argparse.Namespace) -> None:
    from amends.connectors.tables import TableError

    with ExitStack() as opened:
        write = _writer(asked.out, opened)
        try:
            totals = _run(asked, write, opened)
        except (TableError, OSError) as problem:
            if isinstance(problem, BrokenPipeError):
                raise
            raise _Stopped(str(problem)) from problem
    if asked.report:
        from amends.rooms.understand.report import write_report

        write_report(totals, asked.report, title=Path(asked.path).name, lang=asked.language)


def _writer(out: Path | None, opened: ExitStack) -> "Write":
    from amends.rooms.understand.writing import SUFFIXES, open_writer, text_writer

    if out is None:
        return text_writer(sys.stdout)
    if out.suffix.lower() not in SUFFIXES:
        raise _Stopped(
            f"{out}: cannot write {out.suffix or 'a file without suffix'}; use one of {', '.join(SUFFIXES)}"
        )
    return opened.enter_context(open_writer(out))


def _run(asked: argparse.Namespace, write: "Write", opened: ExitStack) -> "Totals":
    from amends.cli.progress import progress
    from amends.rooms.understand.bulk import analyse_all
    from amends.rooms.understand.finishing import Finish
    from amends.rooms.understand.totals import Totals

    totals = Totals()
    step = progress(asked.path, opened)
    finish = Finish(asked.out, counts=asked.report is not None)
    for written, count, found in analyse_all(_messages(asked), finish, workers=asked.workers):
        write(written)
        if asked.out is None:
            sys.stdout.flush()
        if found is not None:
            totals.merge(found)
        step(count)
    return totals


def _messages(asked: argparse.Namespace) -> "Iterator[Message]":
    from amends.connectors.tables import read_table
    from amends.rooms.understand.choosing import messages_of

    rows = read_table(sys.stdin.buffer if asked.path == "-" else asked.path)
    try:
        yield from messages_of(rows, asked.text_column, asked.id_column)
    except KeyError as missing:
        raise _Stopped(str(missing.args[0])) from missing
