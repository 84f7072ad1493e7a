import numpy as np

from amends.language.folding import fold_batch
from amends.rooms.understand.blend import AT, squash
from amends.rooms.understand.reading import base_odds
from amends.rooms.understand.retraining import retrain
from amends.rooms.understand.tokens import tokens_of


def rows(word, count, **said):
    texts = (
        "where did the {} go",
        "{} is all I say to you",
        "again the {} of yesterday",
        "a {} came",
    )
    return [
        {"group": f"{word}{at}", "text": texts[at % 4].format(word), "lang": "en", **said}
        for at in range(count)
    ]


CORPUS = [
    *rows("kettle", 60, is_complaint=False, threat=False),
    *rows("lawyer", 60, is_complaint=True, threat=True),
]


def chance(lessons, text, output):
    folded = fold_batch([text])
    tokens = tokens_of(folded.codes, folded.starts - 1)
    return float(squash(base_odds([text]) + lessons.odds(tokens, 1))[0, AT[output]])


def test_retrain_learns_a_word_that_only_this_shop_has():
    found, outcome = retrain(rows("zorkbot", 40, threat=True), CORPUS)

    before = float(squash(base_odds(["my zorkbot is here"]))[0, AT["threat"]])
    assert chance(found, "my zorkbot is here", "threat") > 5 * before
    assert outcome.is_better
    assert outcome.after >= outcome.before


def test_retrain_leaves_other_texts_as_they_were():
    found, outcome = retrain(rows("zorkbot", 40, threat=True), CORPUS)

    plain = base_odds(["thank you so much"])[0, AT["threat"]]
    assert abs(chance(found, "thank you so much", "threat") - float(squash(plain))) < 0.05
    assert outcome.corpus_before - outcome.corpus_after <= 0.002


def test_retrain_does_not_keep_what_would_spoil_the_corpus():
    wrong = rows("lawyer", 60, threat=False)

    _, outcome = retrain(wrong, CORPUS * 4)

    assert outcome.corpus_before - outcome.corpus_after <= 0.002 or not outcome.is_better


def test_retrain_is_the_same_each_time():
    one, two = (retrain(rows("zorkbot", 24, churn=True), CORPUS)[0] for _ in range(2))

    assert np.array_equal(one.weights, two.weights)


def test_retrain_of_nothing_teaches_nothing():
    found, _ = retrain([], CORPUS)

    assert len(found.keys) == 0
