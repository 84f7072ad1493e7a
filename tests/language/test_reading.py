import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import amends.language
from amends.language.folding import READ_AT_MOST
from amends.language.heads import DIALECTS, HEADS, LANGUAGES
from amends.language.reading import BATCH, Reader, reader


ROWS = [
    {"text": f"{word} {thing}", "lang": "en", "sentiment": side, "is_complaint": side < 0}
    for side, words in ((-1, ("bad", "awful", "broken")), (1, ("good", "lovely", "perfect")))
    for word in words
    for thing in ("shoes", "phone", "parcel", "box", "dress", "service", "shop", "price", "day")
]
STRANGE = [
    "", "   \n\t", "😡", "\ud800 x", "\u202egood\u202c", "\u200b" * 5000, "a" * 30_000,
    "bad " * 300_000, "<b>broken</b>", "\x00\x00",
]  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "small.bin"
    return Reader.load(amends.language.train(ROWS, path))


def test_read_gives_every_answer_a_row_per_text(small):
    read = small.read(["bad box", "lovely day", ""])

    assert (len(read), read.logits.shape) == (3, (3, len(HEADS)))
    assert read.flags.shape == (3, 6)
    assert read.topics.shape == (3, 23)
    assert read.sentiment.shape == (3, 3)
    assert read.severity.shape == (3, 5)
    assert read.anger.shape == (3, 4)
    assert read.dialect.shape == read.lang.shape == read.side.shape == (3,)


def test_read_learns_from_the_rows(small):
    read = small.read(["awful bag", "lovely bag"])

    assert read.side[0] < 0 < read.side[1]
    assert read.complaint[0] > 0.5 > read.complaint[1]


def test_shares_of_levels_and_sides_sum_to_one(small):
    read = small.read(["bad box", "lovely day", "😡"])

    for shares in (read.sentiment, read.severity, read.anger):
        assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)


def test_read_does_not_depend_on_the_neighbours_or_on_what_was_read_before(small):
    texts = [f"text number {at} is {'bad' if at % 2 else 'lovely'}" for at in range(BATCH + 3)]
    alone = Reader(small.weights).read(texts[-1:])

    assert np.allclose(small.read(texts).logits[-1], alone.logits[0], atol=1e-4)


def test_read_of_nothing_is_nothing(small):
    assert len(small.read([])) == 0


def test_weightiest_words_stand_where_they_stood_in_the_original(small):
    text = "  The Box   was  AWFUL!!"
    found = small.read(["x", text]).weightiest(1, "negative", most=1)

    assert [text[word.start : word.end] for word in found] == ["AWFUL"]
    assert found[0].odds > 0


def test_unsure_is_where_a_probability_lies_in_the_band(small):
    read = small.read(["bad box", "zzz"])
    share = read.complaint

    at = HEADS.index("complaint")
    low, high = small.weights.low[at], small.weights.high[at]
    assert 0 < low < high < 1
    assert read.unsure("complaint").tolist() == [low < one < high for one in share.tolist()]


def test_strange_texts_are_read_in_bounds(small):
    read = small.read(STRANGE)

    assert np.isfinite(read.logits).all()
    whole, part = "bad " * 300_000, ("bad " * 300_000)[:READ_AT_MOST]
    assert np.array_equal(small.read([whole]).logits, small.read([part]).logits)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_read_answers_any_text(small, texts):
    read = small.read(texts)

    assert np.isfinite(read.logits).all()
    assert ((read.lang >= 0) & (read.lang < len(LANGUAGES))).all()
    assert ((read.dialect >= -1) & (read.dialect < len(DIALECTS))).all()
    assert ((read.lang_probability >= 0) & (read.lang_probability <= 1)).all()


def test_the_shipped_reader_is_loaded_once():
    assert reader() is reader()
    assert reader().weights.taught.sum() > 40
