from pathlib import Path

import pytest

from amends.casebook.files import keep, keep_many


@pytest.fixture
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_file_is_kept_by_its_content(shelf):
    name = keep(b"From: noura", ".eml")

    assert (Path(name).suffix, (shelf / name).read_bytes()) == (".eml", b"From: noura")


def test_same_bytes_are_kept_once(shelf):
    assert keep(b"same") == keep(b"same")
    assert len([p for p in shelf.rglob("*") if p.is_file()]) == 1


def test_other_bytes_get_another_name_and_no_part_is_left(shelf):
    assert keep(b"one") != keep(b"two")
    assert list(shelf.rglob("*.part")) == []


@pytest.mark.parametrize("count", [0, 1, 40])
def test_many_files_are_kept_as_one_after_the_other_would_be(shelf, count):
    contents = [(f"mail {n}".encode(), ".eml") for n in range(count)]

    keep_many([*contents, *contents[:1]])

    kept = {path.relative_to(shelf).as_posix() for path in shelf.rglob("*") if path.is_file()}
    assert len(kept) == count
    assert kept == {keep(*one) for one in contents}
