from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest

from amends.connectors.mail.headers import addresses, decode_words, field, said_at


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("=?utf-8?B?2LTZg9mI2Yk=?=", "شكوى"),
        ("=?utf-8?B?2LTZg9mI2Yk?=", "شكوى"),
        ("=?utf-8*ar?B?2LTZg9mI2Yk=?=", "شكوى"),
        ("=?utf-8?B?2LTZgw==?= =?utf-8?B?2YjZiQ==?=", "شكوى"),
        ("=?utf-8?B?2LTZg9k=?= =?UTF-8?B?iNmJ?=", "شكوى"),
        ("Re: =?utf-8?Q?=D8=B4=D9=83=D9=88=D9=89_2?= !", "Re: شكوى 2 !"),
        ("=?windows-1256?Q?=D4=DF=E6=EC?=", "شكوى"),
        ("=?nope?B?SGVsbG8=?=", "Hello"),
        ("=?utf-8?B?2LPYp9ix2?=", "سار"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("=?utf-8?Q?two=0D=0Alines?=", "two lines"),
    ],
)
def test_decode_words(value, expected):
    assert decode_words(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Sara <Sara@Example.test>", [("Sara", "sara@example.test")]),
        (b"a@x.test, B <b@x.test>", [("", "a@x.test"), ("B", "b@x.test")]),
        (b"=?utf-8?Q?Sara_<sara=40example.test>?=", [("Sara", "sara@example.test")]),
        (b'"sara@evil.test" <tom@x.test>', [("sara@evil.test", "tom@x.test")]),
        (b"undisclosed-recipients:;", []),
        (b"<>", []),
        (b"\xd3\xc7\xd1\xc9 <sara@example.test>", [("سارة", "sara@example.test")]),
    ],
)
def test_addresses(value, expected):
    message = message_from_bytes(b"From: " + value + b"\n\n")

    assert addresses(message, "From") == expected


def test_field_unfolds_and_takes_the_first():
    message = message_from_bytes(b"Subject: one\n two\nSubject: three\n\n")

    assert field(message, "subject") == "one two"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 20 Nov 2026 21:15:00 +0300", datetime(2026, 11, 20, 18, 15, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 21:15:00", datetime(2026, 11, 20, 21, 15, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 21:15:00 -0000", datetime(2026, 11, 20, 21, 15, tzinfo=UTC)),
        ("Mon, 1 Jan 1990 00:00:00 +0000", datetime(1990, 1, 1, tzinfo=UTC)),
        ("Sun, 31 Dec 1989 23:59:59 +0000", NOW),
        ("Mon, 23 Nov 2026 10:00:00 +0000", NOW),
        ("Wed, 25 Nov 2026 10:00:00 +0000", NOW),
        ("Mon, 1 Jan 0100 00:00:00 +1400", NOW),
        ("Fri, 99 Foo 20266 77:88:99 +9999", NOW),
        ("جمعه ۲۰ نوامبر", NOW),
        ("", NOW),
    ],
)
def test_said_at(date, expected):
    message = message_from_bytes(f"Date: {date}\n\n".encode())

    assert said_at(message, NOW) == expected


def test_said_at_is_never_after_the_receipt():
    message = message_from_bytes(b"Date: Mon, 23 Nov 2026 10:00:00 +0000\n\n")

    assert said_at(message, NOW + timedelta(minutes=1)) == NOW + timedelta(minutes=1)
