import sys
from contextlib import ExitStack

import pytest

from amends.cli.progress import progress, rows_in


@pytest.mark.parametrize(
    ("name", "rows"), [("a.csv", 3), ("a.JSONL", 3), ("a.xlsx", None), ("none.csv", None)]
)
def test_rows_in_counts_lines_where_rows_are_lines(tmp_path, name, rows):
    if not name.startswith("none"):
        (tmp_path / name).write_bytes(b"a\nb\nc\n")

    assert rows_in(str(tmp_path / name)) == rows


def test_progress_is_silent_where_nobody_looks(capsys):
    with ExitStack() as opened:
        progress("a.csv", opened)(5)

    assert capsys.readouterr() == ("", "")


def test_progress_shows_rows_on_a_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    (tmp_path / "a.csv").write_bytes(b"a\n" * 10)

    with ExitStack() as opened:
        progress(str(tmp_path / "a.csv"), opened)(5)

    assert "5 rows" in capsys.readouterr().err
