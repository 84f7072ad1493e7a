from collections import Counter

import pytest

from amends.language.corpus import FOLDS, fold_of, read_corpus


@pytest.mark.parametrize(("group", "fold"), [("g001", 0), ("g002", 4), ("", 0)])
def test_fold_of_a_group_never_changes(group, fold):
    assert (fold_of(group), FOLDS) == (fold, 5)


def test_read_corpus_names_where_each_row_is_from():
    rows = list(read_corpus())

    assert {row["source"] for row in rows} == {"own ar", "own fa", "own en"}
    assert all(row["text"] and row["group"] for row in rows)


def test_opinions_are_many_in_each_language_and_none_stands_there_twice():
    rows = list(read_corpus("opinions_"))

    many = Counter(row["lang"] for row in rows)
    assert many
    assert min(many.values()) >= 900
    assert {row["sentiment"] for row in rows} == {-1, 0, 1}
    for field in ("id", "text"):
        assert len({row[field] for row in rows}) == len(rows)


def test_praise_is_never_angry():
    angry = [row["id"] for row in read_corpus() if row["sentiment"] == 1 and row["anger"]]

    assert angry == []


def test_remarks_show_both_sides_in_each_language_and_none_stands_there_twice():
    rows = list(read_corpus("remarks_"))

    many = Counter((row["lang"], row["abusive"]) for row in rows)
    assert len(many) == 6
    assert min(many.values()) >= 500
    for field in ("id", "text"):
        assert len({row[field] for row in rows}) == len(rows)
