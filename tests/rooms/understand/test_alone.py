import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.language.corpus import read_corpus
from amends.language.reading import BATCH
from amends.rooms.understand import rules
from amends.rooms.understand.alone import analyse_alone


EVERY = [row["text"] for row in read_corpus()]
TEXTS = EVERY[:: -(-len(EVERY) // BATCH)]
"""As many as are read at once, from all over the corpus."""
PIECES = [
    "خراب ",
    "not very good ",
    "ولی ",
    "but ",
    "طلب 123 ",
    "نمی‌شه ",
    "😡",
    "!!!",
    "SHOUT ",
    "sooo ",
]
ANY = st.lists(st.one_of(st.text(max_size=5), st.sampled_from(PIECES)), max_size=20).map(
    "".join
)
EDGE = 0.0021
"""Sums are rounded in another order: a number may end one thousandth higher."""


def in_a_batch(texts, pattern=None, rating=None):
    return rules._some(list(texts), [rating] * len(texts), pattern)


def assert_alike(alone, batch):
    for field, mine, theirs in zip(batch._fields, alone, batch, strict=True):
        if isinstance(theirs, float) or field == "probabilities":
            assert mine == pytest.approx(theirs, abs=EDGE), field
        else:
            assert mine == theirs, field


def test_a_text_alone_is_analysed_as_in_a_batch():
    for text, batch in zip(TEXTS, in_a_batch(TEXTS), strict=True):
        alone = analyse_alone(text, None, None)
        if alone is not None:
            assert_alike(alone, batch)


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_any_text_alone_is_analysed_as_in_a_batch(text):
    alone = analyse_alone(text, None, None)

    if alone is not None:
        assert_alike(alone, in_a_batch([text])[0])


@pytest.mark.parametrize("rating", [0.0, 0.5, 1.0])
def test_stars_and_order_numbers_count_alone_as_in_a_batch(rating):
    text = "order QX-77 came late"
    alone = analyse_alone(text, r"QX-\d\d", rating)

    assert_alike(alone, in_a_batch([text], r"QX-\d\d", rating)[0])
    assert "order_no" in alone.private_data


def test_most_texts_are_read_alone():
    assert sum(analyse_alone(text, None, None) is None for text in TEXTS) < 0.02 * len(TEXTS)


def test_one_by_one_and_all_together_are_alike():
    chosen = random.Random(5).sample(TEXTS, 40)

    for text, batch in zip(chosen, rules.analyse_many(chosen), strict=True):
        assert_alike(rules.analyse(text), batch)


def cpu_seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def test_a_text_alone_costs_less_than_half_a_batch_of_one():
    chosen = TEXTS[:100]
    for text in chosen:
        rules.analyse(text)

    pairs = [
        (
            cpu_seconds(lambda: [rules.analyse(text) for text in chosen]),
            cpu_seconds(lambda: [in_a_batch([text]) for text in chosen]),
        )
        for _ in range(5)
    ]

    assert min(alone for alone, _ in pairs) < min(batch for _, batch in pairs) / 2
