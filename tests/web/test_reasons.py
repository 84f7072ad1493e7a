import pytest

from amends.casebook.models import Hit
from amends.web.reasons import MOST, SHOWN, Piece, pieces_of, reasons_of


@pytest.mark.parametrize(
    ("text", "spans", "pieces"),
    [
        ("", [], []),
        ("palms", [], [("palms", False)]),
        ("my palms!", [[3, 8]], [("my ", False), ("palms", True), ("!", False)]),
        ("palms palms", [[6, 11], [0, 5]], [("palms", True), (" ", False), ("palms", True)]),
        ("palms", [[0, 5], [0, 3]], [("pal", True), ("ms", False)]),
        ("palms", [[3, 9]], [("palms", False)]),
    ],
)
def test_text_is_cut_where_the_names_stand(text, spans, pieces):
    assert pieces_of(text, spans) == [Piece(*piece) for piece in pieces]


def test_long_text_ends_with_a_sign_of_it():
    [piece] = pieces_of("x" * (SHOWN + 1), [])

    assert piece.text == "x" * SHOWN + "…"


def test_reasons_say_for_and_against_and_no_more_than_a_few():
    signs = ("commerce", "complaint", "handle", "hashtag", "link", "problem", "quoted")
    because = [["name:palms", -2.0], ["unknown", 1.0], *([sign, 1.0] for sign in signs)]

    reasons = reasons_of(Hit(because=because))

    assert reasons[0].words == "Your answers about “palms”"
    assert [one.is_for for one in reasons] == [False] + [True] * (MOST - 1)
