import os
from datetime import UTC, datetime

import pytest

from amends.connectors.mail.files import holds_mails, read_mails


TIME = datetime(2026, 1, 2, tzinfo=UTC)
MAIL = b"From: a@b.example\n\nhello\n"


@pytest.mark.parametrize(
    ("name", "content", "holds"),
    [
        ("a.eml", MAIL, True),
        ("a.mbox", b"", True),
        ("a", b"From x\n" + MAIL, True),
        ("a.csv", b"From: x\n", False),
        ("a", b"", False),
    ],
)
def test_mails_are_told_from_tables(tmp_path, name, content, holds):
    (tmp_path / name).write_bytes(content)

    assert holds_mails(tmp_path / name) is holds


def test_a_folder_is_read_with_its_folders_in_order(tmp_path):
    for name in ("b.eml", "a/2.eml", "a/1.eml", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(MAIL)
        os.utime(tmp_path / name, (TIME.timestamp(), TIME.timestamp()))

    assert [name for name, _, _ in read_mails(tmp_path)] == ["a/1.eml", "a/2.eml", "b.eml"]
    assert [name for name, _, _ in read_mails(tmp_path, "a/2.eml")] == ["b.eml"]
    assert [(raw, time) for _, raw, time in read_mails(tmp_path, "a/2.eml")] == [(MAIL, TIME)]


def test_an_empty_folder_holds_nothing(tmp_path):
    assert list(read_mails(tmp_path)) == []
