import pytest

import amends.language
from amends.language.model import load
from amends.language.normalise import fold
from amends.language.training import labels_of


ROWS = [
    {"text": f"{word} {thing}", "lang": "en", "sentiment": side, "is_complaint": side < 0}
    for side, words in ((-1, ("bad", "awful", "broken")), (1, ("good", "lovely", "perfect")))
    for word in words
    for thing in ("shoes", "phone", "parcel", "box", "dress", "service", "shop", "price", "day")
]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"sentiment": "neg"}, {"negative": 1, "positive": 0}),
        ({"sentiment": "mixed"}, {"negative": 1, "positive": 1}),
        ({"sentiment": 0}, {"negative": 0, "positive": 0}),
        (
            {"sentiment": 1, "is_complaint": False},
            {"negative": 0, "positive": 1, "complaint": 0},
        ),
        ({"offensive": 1}, {"abuse": 1}),
        ({"abuse_score": 0.5}, {"abuse": 1}),
        ({"abuse_score": 0.49}, {"abuse": 0}),
        ({"threat": True, "churn": None}, {"threat": 1}),
        ({}, {}),
    ],
)
def test_labels_of_takes_what_a_row_says(row, expected):
    assert labels_of(row) == expected


def test_train_is_a_function_of_rows(tmp_path):
    path = amends.language.train(ROWS, tmp_path / "weights.npz")

    model = load(path)
    scores = model.scores([fold("awful bag"), fold("lovely bag")])
    assert model.heads == ("complaint", "negative", "positive")
    assert scores[0, 0] > 0 > scores[1, 0]
    assert scores[0, 1] > 0 > scores[1, 1]


def test_train_repeats_itself(tmp_path):
    one = amends.language.train(ROWS, tmp_path / "one.npz").read_bytes()
    two = amends.language.train(ROWS, tmp_path / "two.npz").read_bytes()

    assert one == two


def test_train_leaves_out_a_head_without_both_sides(tmp_path):
    rows = [{"text": "a b", "threat": False}] * 30

    assert load(amends.language.train(rows, tmp_path / "w.npz")).heads == ()
