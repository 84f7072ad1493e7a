"""Analyse tables of any length: batches through all cores, in order, in constant memory."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from multiprocessing import get_context
from threading import BoundedSemaphore
from typing import Any, NamedTuple, TypeVar

from amends.rooms.understand.reading import weights
from amends.rooms.understand.rules import Analysis, analyse_many, error_row


BATCH = 512
FIRST_BATCH = 32
"""Small, so that the first answer is out before the other processes have started."""
_WAITING_PER_WORKER = 4
Result = TypeVar("Result")


class Message(NamedTuple):
    """One input row: id, words, what was wrong with it, if anything, when it was said, answered or not."""

    row_id: str
    text: str
    problem: str = ""
    said: str = ""
    is_answered: bool = False


class Analysed(NamedTuple):
    """A message with what was read, or with what was wrong."""

    message: Message
    analysis: Analysis | None
    error: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the output row."""
        if self.analysis is None:
            return error_row(self.message.row_id, self.error)
        return self.analysis.as_row(self.message.row_id)


def analyse_batch(messages: list[Message]) -> list[Analysed]:
    """Return one answer per message, in order. Stateless: any engine may call it on any machine.

    A message that cannot be analysed is answered with the error; the rest go on.
    """
    problems = [_problem(message) for message in messages]
    readable = [
        message.text for message, problem in zip(messages, problems, strict=True) if not problem
    ]
    try:
        found = iter(analyse_many(readable))
    except Exception as broken:  # noqa: BLE001 - one bad row must not stop a file
        if len(messages) > 1:
            return [one for message in messages for one in analyse_batch([message])]
        return [Analysed(messages[0], None, f"not analysed: {broken}")]
    return [
        Analysed(message, None, problem) if problem else Analysed(message, next(found))
        for message, problem in zip(messages, problems, strict=True)
    ]


def analyse_rows(rows: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the output rows of pairs of id and text: what Ray or Spark maps over its partitions."""
    messages = (Message(*row) for row in rows)
    found: list[dict[str, Any]] = []
    while batch := list(islice(messages, BATCH)):
        found += [one.as_row() for one in analyse_batch(batch)]
    return found


def _problem(message: Message) -> str:
    if message.problem:
        return message.problem
    # What a foreign engine hands over may be a number or nothing at all.
    if not isinstance(message.text, str):
        return "this is not a text"
    return "" if message.text.strip() else "no text in this row"


def _answer(finish: Callable[[list[Analysed]], Result], messages: list[Message]) -> Result:
    return finish(analyse_batch(messages))


def analyse_all(
    messages: Iterable[Message],
    finish: Callable[[list[Analysed]], Result],
    *,
    workers: int | None = None,
) -> Iterator[Result]:
    """Yield what `finish` makes of each batch of answers, in order.

    It is called where the batch was analysed: in `workers` processes, one per core by default.
    """
    # Weights that cannot be read stop everything here, not each message alone.
    weights()
    queue = iter(messages)
    answer = partial(_answer, finish)
    if first := list(islice(queue, FIRST_BATCH)):
        yield answer(first)
    head = list(islice(queue, BATCH))
    count = workers or _cores()
    if count == 1 or len(head) < BATCH:
        while head:
            yield answer(head)
            head = list(islice(queue, BATCH))
        return
    yield from _in_processes(answer, head, queue, count)


def _cores() -> int:
    with suppress(AttributeError):
        # Not every core of the machine is ours; not every system can say which are.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_processes(
    answer: Callable[[list[Message]], Result],
    head: list[Message],
    queue: Iterator[Message],
    count: int,
) -> Iterator[Result]:
    places = BoundedSemaphore(count * _WAITING_PER_WORKER)

    def batches() -> Iterator[list[Message]]:
        # The pool reads ahead without limit by itself: a place has to be free first.
        batch = head
        while batch:
            places.acquire()
            yield batch
            batch = list(islice(queue, BATCH))

    with get_context().Pool(count) as pool:
        for result in pool.imap(answer, batches()):
            places.release()
            yield result
