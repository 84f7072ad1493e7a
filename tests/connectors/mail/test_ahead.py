import os
import signal
from datetime import UTC, datetime
from functools import partial
from multiprocessing import active_children

import pytest

from amends.connectors.mail import ahead
from amends.connectors.mail.ahead import CHUNK, chunked, read_ahead
from amends.connectors.mail.parse import parse_mail
from amends.connectors.mail.processes import Helpers


AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
READ = partial(parse_mail, own_addresses=frozenset({"support@shop.test"}))


@pytest.fixture
def beside():
    made = Helpers()
    yield made
    made.end()


def mails(count):
    for n in range(count):
        raw = f"From: who{n}@example.test\nMessage-ID: <{n}@example.test>\n\nالطلب {n} متأخر"
        yield n, raw.encode(), AT


def awake(helpers):
    helpers.ask(int).get(30)
    return helpers


def test_few_mails_start_no_process(beside):
    heard = list(read_ahead(mails(CHUNK - 1), READ, beside=beside))

    assert [key for key, _ in heard] == list(range(CHUNK - 1))
    assert not active_children()


@pytest.mark.skipif(not Helpers().are_of_use, reason="one core: nobody is beside")
def test_many_mails_are_read_in_order_as_one_by_one(beside):
    heard = list(read_ahead(mails(300), READ, beside=awake(beside)))

    assert active_children()
    assert heard == [(n, READ(raw, received_at=at)) for n, raw, at in mails(300)]


@pytest.mark.skipif(not Helpers().are_of_use, reason="one core: nobody is beside")
def test_mails_of_a_process_that_died_are_read_here(beside):
    reading = read_ahead(mails(300), READ, beside=awake(beside), patience_s=0.2)
    heard = [next(reading)]
    for child in active_children():
        os.kill(child.pid, signal.SIGSTOP)  # answers no more
    try:
        heard += reading
    finally:
        for child in active_children():
            os.kill(child.pid, signal.SIGCONT)

    assert [one.external_id for _, one in heard] == [f"<{n}@example.test>" for n in range(300)]


def test_what_stumbles_while_it_is_fetched_stumbles_here(beside):
    def fetched():
        yield from mails(CHUNK)
        raise OSError("the line broke")

    reading = read_ahead(fetched(), READ, beside=beside)

    with pytest.raises(OSError, match="the line broke"):
        list(reading)


@pytest.mark.parametrize(
    ("sizes", "chunks"),
    [
        ([1] * CHUNK, [CHUNK]),
        ([1] * (CHUNK + 1), [CHUNK, 1]),
        ([ahead.CHUNK_BYTES, 1], [2]),
        ([ahead.CHUNK_BYTES + 1, 1], [1, 1]),
        ([], []),
    ],
)
def test_mails_go_by_fifties_and_fewer_where_they_are_large(sizes, chunks):
    assert [len(c) for c in chunked((0, b"x" * size, AT) for size in sizes)] == chunks


def test_no_more_than_some_is_read_ahead(beside):
    fetched = []

    def fetching():
        for mail in mails(CHUNK * (ahead.AHEAD + 5)):
            fetched.append(mail[0])
            yield mail

    reading = read_ahead(fetching(), READ, beside=awake(beside))
    for _ in range(CHUNK + 1):
        next(reading)

    assert len(fetched) <= CHUNK * (ahead.AHEAD + 3)
