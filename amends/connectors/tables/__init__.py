"""Tables of any format, one row at a time: CSV, TSV, JSONL, XLSX, Parquet, also gzipped."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from amends.connectors.tables.jsonlines import read_json_lines
from amends.connectors.tables.lines import Sampled, read_lines, unpacked
from amends.connectors.tables.rejects import Rejects, export_safe, write_rejects
from amends.connectors.tables.rows import Row, TableError
from amends.connectors.tables.separated import read_messages, read_separated
from amends.connectors.tables.sheets import read_parquet, read_sheet


__all__ = [
    "SUFFIXES",
    "Rejects",
    "Row",
    "TableError",
    "export_safe",
    "read_table",
    "write_rejects",
]

_READERS: dict[str, Callable[[Sampled], Iterator[Row]]] = {
    ".csv": lambda stream: read_separated(read_lines(stream)),
    ".txt": lambda stream: read_messages(read_lines(stream)),
    ".tsv": lambda stream: read_separated(read_lines(stream), "\t"),
    ".jsonl": lambda stream: read_json_lines(read_lines(stream)),
    ".ndjson": lambda stream: read_json_lines(read_lines(stream)),
    ".xlsx": lambda stream: read_sheet(stream.buffered()),
    ".parquet": lambda stream: read_parquet(stream.buffered()),
}
SUFFIXES = tuple(_READERS)


def read_table(
    path_or_stream: str | Path | BinaryIO, *, suffix: str | None = None
) -> Iterator[Row]:
    """Yield every row in order; a bad row carries its problem and stops nothing.

    Text formats are read in constant memory. The format is told by ``suffix``, else by the
    name, else by the first bytes. Raises TableError when the file is no table at all.
    """
    if not isinstance(path_or_stream, (str, Path)):
        yield from _read(path_or_stream, suffix or "")
        return
    path = Path(path_or_stream)
    try:
        with path.open("rb") as stream:
            yield from _read(stream, suffix or _suffix_of(path))
    except OSError as problem:
        raise TableError(f"{path} cannot be read: {problem.strerror}") from problem


def _suffix_of(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return next((s for s in reversed(suffixes) if s != ".gz"), "")


def _read(stream: BinaryIO, suffix: str) -> Iterator[Row]:
    sampled = unpacked(Sampled(stream))
    suffix = suffix.lower().removesuffix(".gz")
    if suffix not in _READERS:
        suffix = _suffix_by_content(sampled.sample)
    yield from _READERS[suffix](sampled)


def _suffix_by_content(sample: bytes) -> str:
    """Tell the format by its first bytes when the name says nothing."""
    if sample.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if sample.startswith(b"PAR1"):
        return ".parquet"
    if sample.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return ".jsonl"
    if b"\0" in sample[:1024] and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(f"This is no table: one of {', '.join(SUFFIXES)} is expected.")
    return ".csv"
