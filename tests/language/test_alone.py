import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.language.alone import LONGEST, AloneReader
from amends.language.corpus import read_corpus
from amends.language.reading import reader


ALONE = AloneReader(reader())
TEXTS = [row["text"] for row in read_corpus()][::97]
ANY = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("اآبيگ !?@#/'09Az\u200c"))
)


def differences(text):
    alone, batch = ALONE.read(text), reader().read([text])
    if alone is None:
        return {}
    gap = float(np.abs(alone.logits - batch.logits[0]).max())
    told = sorted((one.start, one.end) for one in batch.weightiest(0, "complaint"))
    pairs = {
        "lang": (alone.lang, batch.lang[0]),
        "dialect": (alone.dialect, batch.dialect[0]),
        "sure": (round(alone.lang_probability, 4), round(float(batch.lang_probability[0]), 4)),
        "telling": (sorted(ALONE.telling(alone, "complaint")), told),
        "logits": (gap > 1e-4, False),
    }
    return {name: both for name, both in pairs.items() if both[0] != both[1]}


def test_a_text_alone_is_read_as_in_a_batch():
    assert {text: differences(text) for text in TEXTS if differences(text)} == {}


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_as_in_a_batch(text):
    assert not differences(text)


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "a" * (LONGEST + 1), "a\x00b"])
def test_what_has_no_pieces_or_too_many_signs_is_left_to_a_batch(text):
    alone = ALONE.read(text)

    assert alone is None or alone.lang_probability == 0


def test_the_longest_text_is_still_read_alone():
    assert ALONE.read("a" * LONGEST) is not None
