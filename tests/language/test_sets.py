import pytest

from amends.language.sets import BUILDS, read_phrases, read_set, shared_folder


def test_read_phrases_gives_each_its_side(tmp_path):
    (tmp_path / "language").mkdir()
    (tmp_path / "language" / "ar.yaml").write_text(
        'categories:\n  anger:\n    examples:\n      - {d: gulf, t: "قهر"}\n'
        '  empathy:\n    examples:\n      - {d: msa, t: "نفهم"}\n',
        encoding="utf-8",
    )

    assert list(read_phrases(tmp_path)) == [
        {
            "text": "قهر",
            "lang": "ar",
            "dialect": "gulf",
            "sentiment": -1,
            "source": "own phrases",
        }
    ]


def test_shared_folder_is_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("AMENDS_SHARED", str(tmp_path))

    assert shared_folder() == tmp_path


def test_clean_is_a_part_of_full():
    assert set(BUILDS["clean"]) < set(BUILDS["full"])


def test_read_set_yields_rows_with_a_text():
    if not (shared_folder() / "data").is_dir():
        pytest.skip("the training sets are not here: set AMENDS_SHARED")

    row = next(read_set("ar_arsarcasm2", shared_folder()))

    assert isinstance(row["text"], str)
