import pytest

from amends.language.corpus import FOLDS, fold_of, read_corpus


@pytest.mark.parametrize(("group", "fold"), [("g001", 0), ("g002", 4), ("", 0)])
def test_fold_of_a_group_never_changes(group, fold):
    assert (fold_of(group), FOLDS) == (fold, 5)


def test_read_corpus_names_where_each_row_is_from():
    rows = list(read_corpus())

    assert {row["source"] for row in rows} == {"own ar", "own fa", "own en"}
    assert all(row["text"] and row["group"] for row in rows)
