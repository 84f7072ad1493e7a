import gzip
import io

import pytest

from amends.connectors.tables.lines import (
    LONGEST_LINE,
    Sampled,
    guess_encoding,
    read_lines,
    unpacked,
)
from amends.connectors.tables.rows import CUT_SHORT, TOO_LONG


ARABIC = "الطلب تأخر, جدا\nسطر\n"


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("windows-1256", "windows-1256"),
    ],
)
def test_encoding_is_guessed(encoding, guessed):
    raw = ARABIC.encode(encoding)

    assert guess_encoding(raw) == guessed
    assert [text for _, text, _ in read_lines(Sampled(io.BytesIO(raw)))] == ARABIC.splitlines()


def test_a_sample_cut_inside_a_letter_is_still_utf8():
    assert guess_encoding(ARABIC.encode()[:-2][:5]) == "utf-8"


def test_one_bad_byte_does_not_change_the_encoding():
    assert guess_encoding(("سلام" * 20).encode() + b"\xff") == "utf-8"


def test_a_few_nul_bytes_are_not_utf16():
    assert guess_encoding(b"x" * 100 + b"\0" + b"y" * 100) == "utf-8"


def test_all_line_ends_are_known():
    raw = io.BytesIO(b"a\r\nb\rc\nd")

    assert list(read_lines(Sampled(raw))) == [
        (1, "a", ""),
        (2, "b", ""),
        (3, "c", ""),
        (4, "d", ""),
    ]


@pytest.mark.parametrize(
    ("length", "problem"), [(LONGEST_LINE - 1, ""), (LONGEST_LINE + 5, TOO_LONG)]
)
def test_an_endless_line_is_one_line(length, problem):
    lines = list(read_lines(Sampled(io.BytesIO(b"x" * length + b"\nnext\n"))))

    assert [(n, p) for n, _, p in lines] == [(1, problem), (2, "")]
    assert lines[1][1] == "next"


def test_gzip_is_transparent():
    packed = io.BytesIO(gzip.compress(ARABIC.encode()))

    assert [t for _, t, _ in read_lines(unpacked(Sampled(packed)))] == ARABIC.splitlines()


def test_a_cut_gzip_is_told_after_what_could_be_read():
    raw = "".join(f"{n * 7919 % 10007}\n" for n in range(60000)).encode()
    packed = gzip.compress(raw)[:-2000]

    lines = list(read_lines(unpacked(Sampled(io.BytesIO(packed)))))

    assert len(lines) > 1000
    assert lines[-1][2] == CUT_SHORT


class Trickle(io.RawIOBase):
    """A pipe that gives one byte at a time."""

    def __init__(self, raw):
        self.rest = io.BytesIO(raw)

    def read(self, _size=-1):
        return self.rest.read(1)


def test_a_trickling_pipe_loses_nothing():
    lines = list(read_lines(Sampled(Trickle(b"abc\ndef\n"))))

    assert [text for _, text, _ in lines] == ["abc", "def"]


@pytest.mark.parametrize("kept", [12, 24, -1])
def test_a_packed_file_cut_in_its_first_bytes_is_told(kept):
    packed = gzip.compress(("1,late again\n" * 3).encode())[:kept]

    lines = list(read_lines(unpacked(Sampled(io.BytesIO(packed)))))

    assert lines[-1][2] == CUT_SHORT
    assert all(text == "1,late again" for _, text, problem in lines if not problem)


def test_a_packed_file_with_broken_bytes_is_told():
    packed = bytearray(gzip.compress(b"late\n" * 50))
    packed[12] ^= 0xFF

    assert list(read_lines(unpacked(Sampled(io.BytesIO(packed)))))[-1][2] == CUT_SHORT
