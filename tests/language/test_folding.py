import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.language.folding import READ_AT_MOST, fold_batch
from amends.language.normalise import fold, fold_with_offsets


MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("اأإآةهىيیكکؤئءـًّ\u200c\u200d\u202e ۱۲٣4aAÉßİﷲﻻoo!!😡\n\x00\ud800 "),
    ),
    max_size=40,
)


@given(st.lists(MIXED, max_size=6))
def test_fold_batch_gives_each_text_what_fold_gives_it(texts):
    batch = fold_batch(texts)

    assert [batch.text(at) for at in range(len(batch))] == [fold(text) for text in texts]


@given(st.lists(MIXED, min_size=1, max_size=4))
def test_fold_batch_knows_where_each_sign_came_from(texts):
    batch = fold_batch(texts)

    for at, text in enumerate(texts):
        part = slice(batch.starts[at], batch.starts[at + 1] - 1)
        assert batch.origins[part].tolist() == fold_with_offsets(text).origins
        assert [chr(code) for code in batch.raw[part]] == [
            text[origin] for origin in batch.origins[part]
        ]


def test_fold_batch_puts_blanks_around_each_text():
    batch = fold_batch(["a  b", "", " c "])

    assert "".join(map(chr, batch.codes)) == " a b  c "
    assert batch.starts.tolist() == [1, 5, 6, 8]


def test_fold_batch_of_nothing_is_a_blank():
    assert (len(fold_batch([])), fold_batch([]).codes.tolist()) == (0, [32])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نوووو", [False, True]),
        ("soooo", [False, False, True]),
        ("aab!!", [False] * 5),
        ("1000", [False] * 4),
    ],
)
def test_fold_batch_marks_stretched_signs(text, expected):
    batch = fold_batch([text])

    assert batch.stretched[1:-1].tolist() == expected


def test_fold_batch_reads_a_bounded_part_of_a_text():
    assert len(fold_batch(["ab" * READ_AT_MOST, "c"]).text(0)) == READ_AT_MOST


@pytest.mark.parametrize("flood", ["\u200b", "\u202e", "\u0651"])
def test_fold_batch_reads_behind_a_flood_of_signs_that_do_not_show(flood):
    flooded = flood * READ_AT_MOST * 2

    batch = fold_batch([flooded + "late" + flooded, "c"])

    assert (batch.text(0), batch.text(1)) == ("late", "c")
    assert batch.origins[batch.starts[0]] == len(flooded)
