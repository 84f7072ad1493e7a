import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.rooms.understand.analysis import FIELDS, FLAGS, TOPICS
from amends.rooms.understand.rules import analyse, analyse_many


CASES = Path(__file__).parents[2] / "language" / "cases"
RIGHT = 0.85
"""The share of cases that have to be read right: a table of weights learns, it does not obey."""


def misread(row):
    """Return what of a case is read otherwise than it is wanted."""
    found = analyse(row["text"]).as_row("1")
    want = dict(row["want"])
    topic = want.pop("topic", None)
    wrong = {name: found[name] for name in want if found[name] != want[name]}
    return (
        wrong
        if topic is None or topic in found["topics"]
        else {**wrong, "topic": found["topics"]}
    )


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_analyse_reads_the_cases(path):
    """S0-02, S0-18, S1-02: each case says why it is in the table."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["cases"]

    wrong = [(row["text"], misread(row), row["why"]) for row in rows if misread(row)]

    assert len(wrong) <= (1 - RIGHT) * len(rows), wrong


PIECES = [
    "خراب ",
    "ما وصل ",
    "bad ",
    "طلب 123 ",
    "نمی‌شه ",
    "\u202e",
    "\u200c",
    "😡",
    "!!!",
    "\n",
    "\x00",
    "۱۲٣4",
]
ANY = st.lists(st.one_of(st.characters(codec="utf-8"), st.sampled_from(PIECES)), max_size=40)


@given(st.lists(ANY.map("".join), max_size=4), st.none() | st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_analyse_answers_any_text_within_the_contract(texts, rating):
    for text, found in zip(
        texts, analyse_many(texts, ratings=[rating] * len(texts)), strict=True
    ):
        row = found.as_row("1")

        assert tuple(row) == FIELDS
        assert json.loads(json.dumps(row)) == row
        assert row["is_complaint"] == (row["complaint_probability"] >= 0.5)
        assert row["sentiment"] in {-1, 0, 1}
        assert -1 <= row["sentiment_score"] <= 1
        assert set(row["topics"]) <= set(TOPICS)
        assert len(row["topics"]) in {1, 2}
        assert row["severity"] in range(1, 6)
        assert row["anger"] in range(4)
        assert set(row["probabilities"]) == set(FLAGS)
        assert len(row["because"]) <= 8
        assert all(
            0 <= span["start"] < span["end"] <= len(text) for span in row["private_data_spans"]
        )
        assert all(0 <= one["start"] < one["end"] <= len(text) for one in row["because"])


@pytest.mark.parametrize(
    "piece", ["خراب ", "a", "؟", "\u202e", "😡", "ما وصل طلب رقم 12345 ", "\x00", "\ud800"]
)
def test_analyse_reads_a_hundred_kilobytes(piece):
    assert analyse(piece * (100_000 // len(piece))).as_row("1")["error"] is None


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200f", "😡", "<b></b>", "12345"])
def test_analyse_of_almost_nothing_is_no_complaint_or_unsure(text):
    found = analyse(text)

    assert found.lang == "other" or text == "<b></b>"
    assert found.severity <= 2


def test_analyse_points_at_the_words_that_decided():
    text = "ثالـــث مرة أكتب لكم"
    reason = next(one for one in analyse(text).because if one.field == "repeat")

    assert text[reason.start : reason.end] == "ثالـــث مرة"
    assert reason.why == "not the first time"


def test_analyse_believes_the_stars():
    text = "وصل الطلب"

    assert analyse(text, rating=0.0).complaint_probability > analyse(text).complaint_probability
    assert analyse(text, rating=1.0).complaint_probability < analyse(text).complaint_probability


def test_analyse_uses_the_order_pattern_of_the_brand():
    assert analyse("طلبي ZZ77Q", order_pattern=r"ZZ\d\dQ").private_data == ("order_no",)


def test_analyse_many_keeps_order_and_does_not_mix():
    texts = ["شكرا", "broken mug", "عالی بود"]

    assert analyse_many(texts) == [analyse(text) for text in texts]


def test_analyse_uses_the_weights_it_is_given(tmp_path, monkeypatch):
    from amends.language import train
    from amends.rooms.understand.reading import weights

    rows = [
        {"text": f"{word} item", "is_complaint": word == "zork"} for word in ("zork", "blip")
    ] * 30
    monkeypatch.setenv("AMENDS_WEIGHTS", str(train(rows, tmp_path / "own.bin")))
    weights.cache_clear()
    try:
        assert analyse("zork").complaint_probability > analyse("blip").complaint_probability
    finally:
        monkeypatch.undo()
        weights.cache_clear()
