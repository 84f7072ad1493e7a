from dataclasses import replace

import pytest

from amends.playbook.clarifying import Told, questions_for


CLEAR = Told(
    texts=("وصلتني ماكينة القهوة مكسورة من الجنب",),
    topics=("damaged",),
    unsure=(),
    is_thing_known=False,
)


@pytest.mark.parametrize(
    ("changes", "questions"),
    [
        ({}, ()),
        ({"texts": ("😡",)}, ("what", "which")),
        ({"texts": ("😡", "!!"), "is_thing_known": True}, ("what",)),
        ({"texts": ("خربانة",)}, ("what", "example", "which")),
        ({"topics": ("other",)}, ("meaning", "example", "which")),
        ({"topics": ("other", "damaged")}, ()),
        ({"unsure": ("topics",), "is_thing_known": True}, ("meaning", "example")),
        ({"unsure": ("anger",)}, ()),
    ],
)
def test_unclear_words_are_asked_about(changes, questions):  # S1-19
    assert questions_for(replace(CLEAR, **changes)) == questions


@pytest.mark.parametrize(
    ("text", "is_unclear"),
    [("kettle lid", True), ("kettle lid cracked", False)],
)
def test_three_words_with_content_are_enough(text, is_unclear):
    assert bool(questions_for(replace(CLEAR, texts=(text,)))) is is_unclear
