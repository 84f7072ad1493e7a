import pytest

from amends.language.folding import fold_batch
from amends.language.segments import LONGEST_WORD, cut


def cut_text(text):
    batch = fold_batch([text])
    words = cut(batch)
    spelled = [
        "".join(map(chr, batch.codes[a:b]))
        for a, b in zip(words.starts, words.ends, strict=True)
    ]
    return spelled, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't buy!", ["don't", "buy", "!"]),
        ("وصل، مكسور؟", ["وصل", "مكسور", "?"]),
        ("می‌خواهم 😡😡", ["ميخواهم", "😡", "😡"]),
        ("a-b (c)", ["a", "b", "c"]),
        ("'a'", ["a"]),
        ("7elw 3ndk", ["7elw", "3ndk"]),
        ("", []),
        ("x" * 41, ["xx"]),
    ],
)
def test_cut_finds_words_and_telling_signs(text, expected):
    assert cut_text(text)[0] == expected


def test_cut_breaks_endless_words():
    assert [len(word) for word in cut_text("ab" * 50)[0]] == [LONGEST_WORD, LONGEST_WORD, 20]


def test_cut_tells_numbers_signs_and_addresses_apart():
    spelled, words = cut_text("12 a1 ! @shop http://x.y/z b")

    assert [w for w, is_it in zip(spelled, words.is_number, strict=True) if is_it] == ["12"]
    assert [w for w, is_it in zip(spelled, words.is_address, strict=True) if not is_it] == [
        "12",
        "a1",
        "!",
        "b",
    ]
    assert words.is_sign[2]


def test_cut_knows_the_text_of_each_word():
    batch = fold_batch(["a b", "", "c"])

    assert cut(batch).owners.tolist() == [0, 0, 2]


def test_cut_of_nothing_is_nothing():
    assert len(cut(fold_batch([]))) == 0
