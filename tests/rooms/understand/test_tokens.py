import numpy as np
import pytest

from amends.language.folding import fold_batch
from amends.rooms.understand.tokens import tokens_of


def words(*texts):
    folded = fold_batch(texts)
    tokens = tokens_of(folded.codes, folded.starts - 1)
    found = [[] for _ in texts]
    for at, owner in enumerate(tokens.owners.tolist()):
        found[owner].append(tokens.text(at))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It doesn't work!", ["it", "doesnt", "work", "!"]),
        ("a-b (c), d_e", ["a", "b", "c", "d", "e"]),
        ("'quoted'", ["quoted"]),
        ("طلب، ٢٠٤", ["طلب", "204"]),
        ("x😡y", ["x", "😡", "y"]),
        ("", []),
    ],
)
def test_tokens_are_words_and_telling_signs(text, expected):
    found = words(text)[0]

    assert [word for word in found if word != " "] == expected


def test_tokens_of_texts_do_not_mix():
    assert words("a b", "", "c") == [[" ", "a", "b"], [" "], [" ", "c", " "]]


def test_tokens_of_one_word_have_one_key():
    folded = fold_batch(["late Late LATE laate"])
    tokens = tokens_of(folded.codes, folded.starts - 1)

    assert len(np.unique(tokens.keys)) == 3
    assert tokens.keys[1] == tokens.keys[2] == tokens.keys[3]
