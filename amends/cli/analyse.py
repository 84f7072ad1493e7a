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
    parser.add_argument("--workers", type=_count, help="processes; one per core otherwise")
    return parser


def _count(given: str) -> int:
    if not given.isdecimal() or not int(given):
        raise argparse.ArgumentTypeError(f"{given!r} is no number of processes")
    return int(given)


class _Stopped(Exception):
    """Something has to be mended first; the message says what."""


def _analyse(asked: argparse.Namespace) -> None:
    from amends.connectors.tables import TableError

    for target in filter(None, (asked.out, asked.report)):
        _refuse(target, asked)
    try:
        with ExitStack() as opened:
            totals = _run(asked, _writer(asked.out, opened), opened)
        if asked.report:
            from amends.rooms.understand.report import write_report

            write_report(totals, asked.report, title=Path(asked.path).name, lang=asked.language)
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise _Stopped(f"{problem.filename}: {problem.strerror}") from problem
    except TableError as problem:
        raise _Stopped(str(problem)) from problem


def _refuse(target: Path, asked: argparse.Namespace) -> None:
    """Stop before anything is read or lost where a file cannot be written, or is what is read."""
    if not target.parent.is_dir():
        raise _Stopped(f"{target}: there is no folder {target.parent}")
    if target.exists() and Path(asked.path).exists() and target.samefile(asked.path):
        raise _Stopped(f"{target}: this is the file that is read; write to another")
    if asked.out == asked.report:
        raise _Stopped(f"{target}: the rows and the report need a file each")


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

    totals, rows, errors = Totals(), 0, 0
    step = progress(asked.path, opened)
    finish = Finish(asked.out, counts=asked.report is not None)
    for done in analyse_all(_messages(asked), finish, workers=asked.workers):
        write(done.written)
        if asked.out is None:
            sys.stdout.flush()
        if done.totals is not None:
            totals.merge(done.totals)
        rows, errors = rows + done.rows, errors + done.errors
        step(done.rows)
    _tell_what_is_missing(asked.path, rows, errors)
    return totals


def _tell_what_is_missing(path: str, rows: int, errors: int) -> None:
    if not rows:
        _warn(f"{path} holds no rows.")
    if errors:
        _warn(f"{errors} of {rows} rows could not be read; `error` says why.")


def _warn(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _messages(asked: argparse.Namespace) -> "Iterator[Message]":
    from amends.connectors.tables import read_table
    from amends.rooms.understand.choosing import messages_of

    rows = read_table(sys.stdin.buffer if asked.path == "-" else asked.path)

    def doubt(words: str) -> None:
        _warn(f"{words} --text-column names another.")

    try:
        yield from messages_of(rows, asked.text_column, asked.id_column, doubt)
    except KeyError as missing:
        raise _Stopped(str(missing.args[0])) from missing
