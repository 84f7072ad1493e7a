import gzip
import io

import pytest

from amends.connectors.tables import TableError, read_table


def texts(rows):
    return [row.values["text"] for row in rows]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"id,text\n1,x\n"),
        ("a.CSV", b"id;text\n1;x\n"),
        ("a.tsv", b"id\ttext\n1\tx\n"),
        ("a.jsonl", b'{"id": 1, "text": "x"}\n'),
        ("a.export", b'\xef\xbb\xbf{"id": 1, "text": "x"}\n'),
        ("a", b"id,text\n1,x\n"),
        ("a.txt", b"text\nx\n"),
        ("a.txt", b"x\n"),
        ("a.csv.gz", gzip.compress(b"id,text\n1,x\n", mtime=0)),
    ],
)
def test_the_format_is_told_by_name_or_content(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    assert texts(read_table(tmp_path / name)) == ["x"]
    assert texts(read_table(str(tmp_path / name))) == ["x"]


def test_a_stream_is_read_with_or_without_a_suffix():
    assert texts(read_table(io.BytesIO(b"id,text\n1,x"))) == ["x"]
    assert texts(read_table(io.BytesIO(b"id\ttext\n1\tx"), suffix=".tsv")) == ["x"]


def test_what_is_no_table_is_told(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"\x89PNG\0\0\0")

    with pytest.raises(TableError, match="This is no table"):
        list(read_table(tmp_path / "a.bin"))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(TableError, match="No such file"):
        list(read_table(tmp_path / "a.csv"))


def test_an_empty_file_has_no_rows():
    assert list(read_table(io.BytesIO(b""))) == []


def test_rows_come_before_the_end_is_read():
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, _size=-1):
            self.asked += 1
            return b"text\n" + b"x\n" * 1000

    stream = Endless()

    assert next(read_table(stream, suffix=".csv")).values["text"] == "x"
    assert stream.asked < 5
