"""Analyse tables of any length: batches through all cores, in order, in constant memory."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from amends.rooms.understand.rules import analyse_many, error_row


BATCH = 256
FIRST_BATCH = 32
"""Small, so that the first answer is out before the other processes have started."""
_WAITING_PER_WORKER = 4


class Message(NamedTuple):
    """One input row: its id, its words, and what was wrong with it, if anything."""

    row_id: str
    text: str
    problem: str = ""


class Analysed(NamedTuple):
    """The words of a message and its output row."""

    text: str
    row: dict[str, Any]


def analyse_batch(messages: list[Message]) -> list[Analysed]:
    """Return one output row per message, in order. Stateless: any engine may call it on any machine.

    A message that cannot be analysed becomes a row with its id and the error; the rest go on.
    """
    readable = [message for message in messages if not _problem(message)]
    try:
        analyses = analyse_many([message.text for message in readable])
    except Exception as broken:  # noqa: BLE001 - one bad row must not stop a file
        if len(messages) > 1:
            return [one for message in messages for one in analyse_batch([message])]
        return [_failed(messages[0], f"not analysed: {broken}")]
    found = iter(analyses)
    return [
        _failed(message, problem)
        if (problem := _problem(message))
        else Analysed(message.text, next(found).as_row(message.row_id))
        for message in messages
    ]


def _failed(message: Message, error: str) -> Analysed:
    return Analysed(message.text, error_row(message.row_id, error))


def _problem(message: Message) -> str:
    if message.problem:
        return message.problem
    # What a foreign engine hands over may be a number or nothing at all.
    if not isinstance(message.text, str):
        return "this is not a text"
    return "" if message.text.strip() else "no text in this row"


def analyse_all(
    messages: Iterable[Message], *, workers: int | None = None
) -> Iterator[Analysed]:
    """Yield the analysed messages in order, using `workers` processes (default: one per core)."""
    queue = iter(messages)
    yield from analyse_batch(list(islice(queue, FIRST_BATCH)))
    head = list(islice(queue, BATCH))
    count = workers or os.cpu_count() or 1
    if count == 1 or len(head) < BATCH:
        while head:
            yield from analyse_batch(head)
            head = list(islice(queue, BATCH))
        return
    yield from _in_processes(head, queue, count)


def _in_processes(
    head: list[Message], queue: Iterator[Message], count: int
) -> Iterator[Analysed]:
    places = BoundedSemaphore(count * _WAITING_PER_WORKER)

    def batches() -> Iterator[list[Message]]:
        # The pool reads ahead without limit by itself: a place has to be free first.
        batch = head
        while batch:
            places.acquire()
            yield batch
            batch = list(islice(queue, BATCH))

    with get_context().Pool(count) as pool:
        for answers in pool.imap(analyse_batch, batches()):
            places.release()
            yield from answers
