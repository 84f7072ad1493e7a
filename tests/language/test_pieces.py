import numpy as np

from amends.language import pieces
from amends.language.folding import fold_batch
from amends.language.pieces import Pieces
from amends.language.reading import reader


TEXT = "وين الطلب؟؟ sooo LATE @shop 12/03 وين الطلب"


def test_of_gives_every_run_and_where_it_begins():
    found = Pieces(reader().weights).of(TEXT)

    assert [(start, piece.raw) for start, piece in found] == [
        (TEXT.index(raw) if at < 6 else TEXT.rindex(raw), raw)
        for at, raw in enumerate(TEXT.split())
    ]


def test_words_weigh_what_they_weigh_in_a_batch():
    known = Pieces(reader().weights)
    part = reader().read([TEXT]).parts[0]

    places = [mark.place for _, piece in known.of(TEXT) for mark in piece.words]

    assert np.array_equal(
        known.sums[places][:, 1 : part.sums.shape[1] + 1], part.sums[part.which]
    )


def test_of_refuses_a_piece_that_folds_to_two():
    assert Pieces(reader().weights).of("a\x00b") is None


def test_a_piece_is_folded_as_a_batch_folds_it():
    (_, piece), *_ = Pieces(reader().weights).of("SOOOO…")

    assert piece.folded.text == fold_batch(["SOOOO…"]).text(0)


def test_all_is_forgotten_when_too_many_words_are_known(monkeypatch):
    monkeypatch.setattr(pieces, "MOST_WORDS", 20)
    known = Pieces(reader().weights)

    for at in range(10):
        (_, piece), *_ = known.of(f"w{at} again")
        assert piece.words[0].place < 20
