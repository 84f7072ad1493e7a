import pytest

from amends.connectors.mail.charsets import decode, storable


ARABIC = "المندوب لم يتصل بي أبدا"


@pytest.mark.parametrize(
    ("raw", "declared", "expected"),
    [
        (ARABIC.encode(), "", ARABIC),
        (ARABIC.encode(), "windows-1256", ARABIC),
        (ARABIC.encode("cp1256"), "", ARABIC),
        (ARABIC.encode("cp1256"), "utf-8", ARABIC),
        (ARABIC.encode("cp1256"), "us-ascii", ARABIC),
        (ARABIC.encode("cp1256"), "unknown-8bit", ARABIC),
        (ARABIC.encode("cp1256"), "cp-1256", ARABIC),
        (ARABIC.encode("iso-8859-6"), "iso-8859-6-i", ARABIC),
        (ARABIC.encode("iso-8859-6"), "'ISO-8859-6'", ARABIC),
        ("déjà cassé".encode("latin-1"), "", "déjà cassé"),
        ("für größer".encode("latin-1"), "no-such-charset", "für größer"),
        ("かきくえこ".encode("iso-2022-jp"), "ISO-2022-JP", "かきくえこ"),
        ("cup".encode("utf-16"), "utf-16", "cup"),
        (b"C:\\users\\new\\test", "unicode_escape", "C:\\users\\new\\test"),
        (b"SGVsbG8=", "base64", "SGVsbG8="),
        (b"a\0b", "", "ab"),
        (b"", "utf-8", ""),
    ],
)
def test_decode(raw, declared, expected):
    assert decode(raw, declared) == expected


def test_decode_keeps_utf8_with_one_damaged_letter():
    raw = ARABIC.encode()[:-1]

    assert decode(raw, "utf-8") == ARABIC[:-1] + "\ufffd"


@pytest.mark.parametrize("charset", ["\0", "utf-8\0", "%s", "a" * 5000, "../x", "ا", "idna"])
def test_decode_survives_any_charset(charset):
    assert decode(b"cup", charset) == "cup"


def test_storable_drops_what_a_database_refuses():
    assert storable("a\0\ud800b") == "ab"
