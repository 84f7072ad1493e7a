"""Read many mails at once: other processes parse the next ones while this one stores the last.

Parsing a mail takes as long as storing it, and one process does not use two cores. Where few mails
wait, no process is started; where one dies, its mails are read here.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from multiprocessing import TimeoutError as TooSlow
from multiprocessing.pool import AsyncResult
from typing import TypeVar

from amends.connectors.mail.processes import Helpers, helpers
from amends.connectors.protocol import Heard


K = TypeVar("K")
Chunk = list[tuple[K, bytes, datetime]]
Read = Callable[..., Heard]  # as ``parse_mail``: bytes, received_at=...; must be picklable
CHUNK, CHUNK_BYTES = 50, 1024 * 1024
AHEAD, AHEAD_BYTES = 12, 16 * 1024 * 1024
PATIENCE_S = 30.0


def read_ahead(
    mails: Iterable[tuple[K, bytes, datetime]],
    read: Read,
    *,
    beside: Helpers = helpers,
    patience_s: float = PATIENCE_S,
) -> Iterator[tuple[K, Heard]]:
    """Yield each key with what its mail says, in order; at most AHEAD_BYTES are read ahead.

    A mail is its key, its bytes and when it was received.
    """
    chunks = chunked(mails)
    head = next(chunks, [])
    yield from _read_here(head, read)
    if len(head) == CHUNK and beside.are_of_use:
        yield from _read_beside(chunks, read, beside, patience_s)
    else:
        yield from (one for chunk in chunks for one in _read_here(chunk, read))


def chunked(mails: Iterable[tuple[K, bytes, datetime]]) -> Iterator[Chunk[K]]:
    """Yield mails by fifties, fewer where they are large."""
    chunk: Chunk[K] = []
    weight = 0
    for mail in mails:
        chunk.append(mail)
        weight += len(mail[1])
        if len(chunk) == CHUNK or weight > CHUNK_BYTES:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def read_chunk(read: Read, mails: list[tuple[bytes, datetime]]) -> list[Heard]:
    """Read mails one after the other: what a helper does."""
    return [read(raw, received_at=received_at) for raw, received_at in mails]


def _read_here(chunk: Chunk[K], read: Read) -> Iterator[tuple[K, Heard]]:
    return ((key, read(raw, received_at=received_at)) for key, raw, received_at in chunk)


def _read_beside(
    chunks: Iterator[Chunk[K]], read: Read, beside: Helpers, patience_s: float
) -> Iterator[tuple[K, Heard]]:
    asked: deque[tuple[Chunk[K], AsyncResult[list[Heard]]]] = deque()
    for chunk in chunks:
        if not beside.are_awake():
            yield from _read_here(chunk, read)
            continue
        bare = [(raw, received_at) for _, raw, received_at in chunk]
        asked.append((chunk, beside.ask(read_chunk, read, bare)))
        while len(asked) > AHEAD or _weight(c for c, _ in asked) > AHEAD_BYTES:
            yield from _taken(*asked.popleft(), read, patience_s)
    while asked:
        yield from _taken(*asked.popleft(), read, patience_s)


def _weight(chunks: Iterable[Chunk[K]]) -> int:
    return sum(len(raw) for chunk in chunks for _, raw, _ in chunk)


def _taken(
    chunk: Chunk[K], answer: AsyncResult[list[Heard]], read: Read, patience_s: float
) -> Iterator[tuple[K, Heard]]:
    try:
        heard = answer.get(patience_s)
    except TooSlow:
        return _read_here(chunk, read)
    return zip((key for key, _, _ in chunk), heard, strict=True)
