"""Tables out of spreadsheets and Parquet files; these formats are read whole or by block."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import BinaryIO

import python_calamine

from amends.connectors.tables.rows import Row, TableError, column_names, row_of


PARQUET_BLOCK = 1024  # rows


def read_sheet(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of the first sheet of a workbook; the first row that holds anything is the header."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, IndexError, OSError) as problem:
        raise TableError(f"This workbook cannot be read: {problem}") from problem
    columns: list[str] = []
    for line, cells in enumerate(rows, 1):
        texts = [cell_text(cell) for cell in cells]
        if not any(texts):
            continue
        if columns:
            yield row_of(line, columns, texts)
        else:
            columns = column_names(texts)


def read_parquet(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a Parquet file; needs the extra amends[parquet]."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as problem:
        raise TableError("Parquet files need the extra: install amends[parquet].") from problem
    try:
        blocks = ParquetFile(io.BytesIO(stream.read())).iter_batches(PARQUET_BLOCK)
        line = 0
        for block in blocks:
            columns = column_names(block.schema.names)
            for values in zip(*(column.to_pylist() for column in block.columns), strict=True):
                line += 1
                yield row_of(line, columns, [cell_text(value) for value in values])
    except (ArrowException, OSError) as problem:
        raise TableError(f"This Parquet file cannot be read: {problem}") from problem


def cell_text(cell: object) -> str:
    """Write a cell down as a person would have typed it: whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return str(cell)
