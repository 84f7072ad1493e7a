import pytest

from amends.language.labels import labels_of, variety_of


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"sentiment": "neg"}, {"negative": 1, "positive": 0, "side": 0}),
        ({"sentiment": "mixed"}, {"negative": 1, "positive": 1}),
        ({"sentiment": 0}, {"negative": 0, "positive": 0}),
        (
            {"sentiment": 1, "is_complaint": False},
            {"negative": 0, "positive": 1, "side": 1, "complaint": 0},
        ),
        ({"offensive": 1}, {"abuse": 1}),
        ({"abusive": True}, {"abuse": 1}),
        ({"abuse_score": 0.5}, {"abuse": 1}),
        ({"abuse_score": 0.49}, {"abuse": 0}),
        ({"threat": True, "churn": None}, {"threat": 1}),
        ({"anger": 2}, {"anger:1": 1, "anger:2": 1, "anger:3": 0}),
        ({"severity": 2}, {"severity:2": 1, "severity:3": 0, "severity:4": 0, "severity:5": 0}),
        ({}, {}),
    ],
)
def test_labels_of_takes_what_a_row_says(row, expected):
    assert labels_of(row) == expected


def test_labels_of_says_which_topics_and_which_not():
    known = labels_of({"topics": ["refund"]})

    assert [head for head, side in known.items() if side] == ["topic:refund"]
    assert len(known) == 23


def test_labels_of_names_dialect_and_language():
    known = labels_of({"lang": "ar", "dialect": "arabizi_eg"})

    assert [head for head, side in known.items() if side] == [
        "dialect:arabizi_eg",
        "lang:arabizi",
    ]


@pytest.mark.parametrize(
    ("lang", "dialect", "expected"),
    [
        ("ar", "gulf", "ar"),
        ("ar", "arabizi_lev", "arabizi"),
        ("fa", "finglish", "finglish"),
        ("en", None, "en"),
    ],
)
def test_variety_of_is_the_language_or_its_latin_script(lang, dialect, expected):
    assert variety_of(lang, dialect) == expected
