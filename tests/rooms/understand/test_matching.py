import numpy as np
import pytest

from amends.language.folding import fold_batch
from amends.rooms.understand.matching import Matcher
from amends.rooms.understand.tokens import tokens_of


def found(text, lang=2):
    folded = fold_batch([text])
    tokens = tokens_of(folded.codes, folded.starts - 1)
    search = Matcher()
    finds = search.find(*search.kinds_of(tokens, np.array([lang])))
    return {
        (search.cues[cue].field, " ".join(tokens.text(at) for at in range(first, last + 1)))
        for cue, first, last in zip(*(part.tolist() for part in finds), strict=True)
    }


@pytest.mark.parametrize(
    ("text", "lang", "find"),
    [
        ("the battery always quickly dies", 2, ("defective", "battery always quickly dies")),
        ("nobody answers", 2, ("no_response", "nobody answers")),
        ("جواب نمی‌دید", 1, ("no_response", "جواب نميديد")),
        ("وبالشاحن خربان", 0, ("defective", "خربان")),
    ],
)
def test_find_reads_phrases_with_gaps_and_forms(text, lang, find):
    assert find in found(text, lang)


def test_find_does_not_cross_a_sentence_or_a_text():
    assert not any(field == "defective" for field, _ in found("the battery. It dies"))
    assert found("battery") == set()


def test_find_of_nothing_is_nothing():
    assert found("") == set()
