import pytest

from amends.connectors.protocol import Attachment
from amends.connectors.values.attachments import (
    EMPTY,
    LONGEST_NAME,
    NOT_ALLOWED,
    TOO_BIG,
    UNKNOWN_TYPE,
    cleaned,
    refusal,
    safe_name,
    type_of,
)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", UNKNOWN_TYPE),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0", "audio/mp4"),
        (b"\0\0\0\x18ftypevil\0\0\0\0", UNKNOWN_TYPE),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"ID3\x04\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"OggS\0\x02", "audio/ogg"),
        ("رسید خرید".encode(), "text/plain"),
        (b"a < b and 3 > 2", "text/plain"),
        ("سلام".encode("windows-1256"), UNKNOWN_TYPE),
        (b"<svg xmlns='x' onload=alert(1)>", UNKNOWN_TYPE),
        (b"hello <script>alert(1)</script>", UNKNOWN_TYPE),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", UNKNOWN_TYPE),
        (b"</body>", UNKNOWN_TYPE),
        (b"<?php system('id');", UNKNOWN_TYPE),
        (b"MZ\x90\0", UNKNOWN_TYPE),
        (b"PK\x03\x04", UNKNOWN_TYPE),
        (b"a\0b", UNKNOWN_TYPE),
        (b"", UNKNOWN_TYPE),
    ],
)
def test_the_type_is_told_by_the_bytes(content, content_type):
    assert type_of(content) == content_type


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.jpeg", "photo.png"),
        ("عکس رسید.PNG", "عکس_رسید.png"),
        ("نامه\u200cها.png", "نامه\u200cها.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\temp\\a.png", "a.png"),
        (".htaccess", "htaccess.png"),
        ("\u200b.htaccess", "htaccess.png"),
        ("\u2060\ufeff.user.ini", "user.png"),
        ("shell.php.png", "shell_php.png"),
        ("shell.pht", "shell.png"),
        ("shell.php%00.png", "shell_php%00.png"),
        ("shell.php\0.png", "png.png"),
        ("gpj.\u202eexe.png", "gpj_exe.png"),
        ("a\r\nSet-Cookie: x.png", "x.png"),
        ('a"b<c>.png', "a_b_c.png"),
        ("...", "file.png"),
        ("", "file.png"),
        ("no suffix", "no_suffix.png"),
    ],
)
def test_a_name_is_only_a_name(name, safe):
    assert safe_name(name, "image/png") == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [("page.html", "page_html.bin"), ("shell.pht", "shell_pht.bin"), ("x", "x.bin")],
)
def test_an_unknown_type_keeps_its_suffix_in_the_name_only(name, safe):
    assert safe_name(name, UNKNOWN_TYPE) == safe


@pytest.mark.parametrize("length", [LONGEST_NAME - 4, LONGEST_NAME - 3, 5000])
def test_a_name_has_a_longest_length(length):
    assert len(safe_name("x" * length + ".png", "image/png")) == LONGEST_NAME


def test_cleaning_keeps_the_bytes():
    file = cleaned(Attachment("evil.svg", "image/svg+xml", b"<svg/>", "cid1"))

    assert file == Attachment("evil_svg.bin", UNKNOWN_TYPE, b"<svg/>", "cid1")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PNG, ""),
        (PNG + b"\0", TOO_BIG),
        (b"", EMPTY),
        (b"%PDF-1", NOT_ALLOWED),
        (b"<svg/>", NOT_ALLOWED),
    ],
)
def test_a_refusal_says_why(content, why):
    file = Attachment("a.png", "image/png", content)

    assert refusal(file, allowed=frozenset({"image/png"}), max_bytes=len(PNG)) == why
