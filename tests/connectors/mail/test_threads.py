import re
from email import message_from_bytes

import pytest

from amends.connectors.mail import threads


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"Message-ID: <a@x>", "<a@x>"),
        (b"Message-Id:   <a@x> (comment)", "<a@x>"),
        (b"Message-ID: a@x", "<a@x>"),
        (b"Message-ID: <a@\n x>", "<a@x>"),
        (b"Message-ID: nonsense", "<nonsense>"),
        (b"Message-ID: ", ""),
        (b"Message-ID: <>", ""),
        (b"Subject: none", ""),
    ],
)
def test_message_id(head, expected):
    assert threads.message_id(message_from_bytes(head + b"\n\n")) == expected


def test_message_id_that_is_too_long_is_shortened_alike_each_time():
    message = message_from_bytes(b"Message-ID: <" + b"a" * 300 + b"@x>\n\n")

    assert len(threads.message_id(message)) == 73
    assert threads.message_id(message) == threads.message_id(message)


def test_external_id_without_a_message_id_is_a_digest_of_the_bytes():
    one, two = b"Subject: a\n\n", b"Subject: b\n\n"

    ids = {threads.external_id(message_from_bytes(raw), raw) for raw in (one, two, one)}

    assert len(ids) == 2
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in ids)


def test_parents_are_the_nearest_first():
    raw = b"Message-ID: <d@x>\nIn-Reply-To: <c@x>\nReferences: <a@x> <b@x>\n <c@x> <d@x>\n\n"

    assert threads.parents(message_from_bytes(raw)) == ("<c@x>", "<b@x>", "<a@x>")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"To: support+k7q2@shop.test", "k7q2"),
        (b"Delivered-To: Support+K7q2@shop.test", "k7q2"),
        (b"Cc: a@x.test, support+k7@shop.test", "k7"),
        (b"To: support@shop.test", ""),
        (b"To: sales+k7q2@shop.test", ""),
    ],
)
def test_plus_token(head, expected):
    message = message_from_bytes(head + b"\n\n")

    assert threads.plus_token(message, frozenset({"support@shop.test"})) == expected


def test_make_message_id_cannot_be_guessed():
    made = {threads.make_message_id("shop.test") for _ in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"<t\.[0-9a-f]{32}@shop\.test>", one) for one in made)


def test_fingerprint_ignores_white_space_and_nothing_else():
    same = {threads.fingerprint("a", "d", "s", text) for text in ("one two", "one\n two ")}
    other = {threads.fingerprint(*four) for four in ("bdst", "axst", "adyt", "adsz", "adst")}

    assert len(same) == 1
    assert len(other) == 5


def test_told_apart_is_the_same_each_time():
    assert threads.told_apart("<a@x>", "0123456789abcdef") == "<a@x>#0123456789abcdef"
