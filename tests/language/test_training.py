import pytest

import amends.language
from amends.language.heads import AT, HEADS
from amends.language.reading import Reader


ROWS = [
    {"text": f"{word} {thing}", "lang": "en", "sentiment": side, "is_complaint": side < 0}
    for side, words in ((-1, ("bad", "awful", "broken")), (1, ("good", "lovely", "perfect")))
    for word in words
    for thing in ("shoes", "phone", "parcel", "box", "dress", "service", "shop", "price", "day")
]


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """Return what the rows above have taught."""
    return amends.language.train(ROWS, tmp_path_factory.mktemp("taught") / "weights.bin")


def test_train_is_a_function_of_rows(taught):
    read = Reader.load(taught).read(["awful bag", "lovely bag"])
    assert read.complaint[0] > 0.5 > read.complaint[1]
    assert read.side[0] < 0 < read.side[1]


def test_train_repeats_itself(taught, tmp_path):
    again = amends.language.train(ROWS, tmp_path / "again.bin")

    assert again.read_bytes() == taught.read_bytes()


def test_train_leaves_out_a_head_without_both_sides(tmp_path):
    rows = [{"text": "a b", "churn": False, "complaint": at % 2} for at in range(60)]
    weights = Reader.load(amends.language.train(rows, tmp_path / "w.bin")).weights

    assert [h for h, known in zip(HEADS, weights.taught, strict=True) if known] == ["complaint"]


def test_speech_has_a_table_of_its_own(tmp_path):
    rows = [
        {"text": f"{word} {at}", "lang": lang}
        for lang, words in (("ar", ("شكرا", "متأخر")), ("fa", ("ممنون", "دیره")))
        for word in words
        for at in range(20)
    ]
    reader = Reader.load(amends.language.train(rows, tmp_path / "w.bin"))

    assert reader.weights.said.any()
    assert not reader.weights.table[:, 1:].any()
    assert reader.read(["شكرا", "ممنون"]).lang.tolist() == [0, 1]


def test_a_side_leans_to_praise_as_far_as_was_measured_and_no_further(taught):
    shift = Reader.load(taught).weights.shift[AT["side"]]
    assert 0.2 < shift < 0.4
