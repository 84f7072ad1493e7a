import pytest

from amends.web.words import Piece, Span, pieces


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        ([], [("abcdef", "")]),
        ([Span(1, 3, "why")], [("a", ""), ("bc", "why"), ("def", "")]),
        ([Span(0, 6, "why")], [("abcdef", "why")]),
        ([Span(2, 5, "b"), Span(0, 3, "a")], [("abc", "a"), ("de", "b"), ("f", "")]),
        ([Span(4, 99, "why")], [("abcd", ""), ("ef", "why")]),
        ([Span(9, 12, "why"), Span(3, 3, "why")], [("abcdef", "")]),
    ],
)
def test_text_is_cut_at_its_marks(spans, cut):
    assert [(p.text, p.mark) for p in pieces("abcdef", spans)] == cut


def test_offsets_count_before_bidi_controls_are_taken():
    assert pieces("\u202eab", [Span(1, 2, "why")]) == [Piece(""), Piece("a", "why"), Piece("b")]
