"""Lines of text out of bytes of unknown encoding, in constant memory."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from amends.connectors.tables.rows import CUT_SHORT, TOO_LONG


SAMPLE_BYTES = 65536
LONGEST_LINE = 1_000_000  # characters
NUL_SHARE = 0.05  # above it the bytes are two to a character

_BROKEN_PACK = (EOFError, zlib.error, gzip.BadGzipFile)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Sampled(io.RawIOBase):
    """A stream whose first bytes were looked at; reads them again, then the rest."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile) -> None:
        self.stream = stream
        self.sample = _beginning(stream)
        self._left = self.sample

    def buffered(self) -> BinaryIO:
        """Return the whole stream, first bytes included, for a reader that wants a file."""
        raw: Any = self  # the stubs know fewer raw streams than the library takes
        return io.BufferedReader(raw, SAMPLE_BYTES)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the sample, then from the stream."""
        got = self._left[: len(buffer)] or self.stream.read(len(buffer))
        self._left = self._left[len(got) :] if self._left else b""
        buffer[: len(got)] = got
        return len(got)


def _beginning(stream: BinaryIO | gzip.GzipFile) -> bytes:
    """Read the first bytes; of a packed file that is cut short or broken, what can be had."""
    if not isinstance(stream, gzip.GzipFile):
        return stream.read(SAMPLE_BYTES)
    taken = bytearray()
    with suppress(*_BROKEN_PACK):
        while len(taken) < SAMPLE_BYTES and (more := stream.read1(SAMPLE_BYTES)):
            taken += more
    return bytes(taken)


def guess_encoding(sample: bytes) -> str:
    """Guess from the first bytes: marks, then UTF-16 by its NULs, UTF-8, else windows-1256.

    windows-1256 is what old spreadsheets write where people write Arabic and Persian; it reads
    every byte, so it stands last.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample and sample.count(0) > NUL_SHARE * len(sample):
        return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "utf-8" if _is_mostly_utf8(sample) else "windows-1256"
    return "utf-8"


def _is_mostly_utf8(sample: bytes) -> bool:
    """Say whether a few bad bytes stand in a text that is UTF-8 otherwise."""
    broken = sample.decode("utf-8", errors="replace").count("\N{REPLACEMENT CHARACTER}")
    foreign = sum(byte > 0x7F for byte in sample)  # noqa: PLR2004 - the end of ASCII
    return broken * 10 < foreign


def unpacked(stream: Sampled) -> Sampled:
    """Return what is inside when the stream is gzip, else the stream."""
    if not stream.sample.startswith(b"\x1f\x8b"):
        return stream
    return Sampled(gzip.GzipFile(fileobj=stream.buffered()))


def read_lines(stream: Sampled) -> Iterator[tuple[int, str, str]]:
    """Yield line number (from 1), text without its end, and what is wrong with the line."""
    encoding = guess_encoding(stream.sample)
    buffered = io.BufferedReader(stream, SAMPLE_BYTES)
    text = io.TextIOWrapper(
        buffered, encoding, errors="surrogateescape" if "16" not in encoding else "replace"
    )
    number = 0
    try:
        while line := text.readline(LONGEST_LINE):
            number += 1
            is_long = len(line) >= LONGEST_LINE and not line.endswith("\n")
            yield number, line.rstrip("\n"), TOO_LONG if is_long else ""
            while is_long and (rest := text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
    except _BROKEN_PACK:
        yield number + 1, "", CUT_SHORT
