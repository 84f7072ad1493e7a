"""Show on a terminal how far a file is read; say nothing anywhere else."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path


_LINED = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson"})
_BLOCK = 1 << 20


def rows_in(path: str) -> int | None:
    """Return about how many rows a file has, None where that cannot be told in a moment.

    A text over several lines counts as several rows.
    """
    file = Path(path)
    if file.suffix.lower() not in _LINED or not file.is_file():
        return None
    with file.open("rb") as stream:
        lines = sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK), b""))
    return max(lines, 1)


def progress(path: str, opened: ExitStack) -> Callable[[int], None]:
    """Return a function that is told of rows done; the bar stands until `opened` closes."""
    if not sys.stderr.isatty():
        return lambda _: None
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    shown = Progress(
        BarColumn(),
        TextColumn("{task.completed:,} rows, {task.fields[pace]:,.0f} a second"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    opened.enter_context(shown)
    task = shown.add_task("rows", total=rows_in(path), pace=0.0)

    def step(count: int) -> None:
        shown.advance(task, count)
        shown.update(task, pace=shown.tasks[0].speed or 0.0)

    return step
