from collections import Counter

import numpy as np
import pytest

from amends.language.gathering import beside_messages
from amends.language.heads import HEADS
from amends.rooms.understand.analysis import FLAGS
from amends.rooms.understand.blend import AT
from amends.rooms.understand.evidence import Columns, cue_names
from amends.rooms.understand.training import (
    Further,
    evidence_for,
    matched,
    others,
    read_cases,
    sides_of,
    train,
)


def row(number, text, lang="en", **said):
    plain = {
        **dict.fromkeys(FLAGS, False), "id": f"r{number}", "group": "g", "text": text,
        "lang": lang, "severity": 2, "anger": 1, "topics": ["delivery_late"], "sentiment": -1,
        "is_complaint": True,
    }  # fmt: skip
    return {**plain, **said}


def logits(count):
    return np.zeros((count, len(HEADS)), np.float32)


def test_sides_of_leaves_open_what_nobody_said():
    sides = sides_of([{"text": "x", "is_complaint": True}])

    assert sides[0, AT["complaint"]] == 1
    assert np.isnan(sides[0, AT["threat"]])


def test_evidence_for_reads_each_row_in_its_language():
    evidence, langs = evidence_for(
        [row(1, "late"), row(2, "الطلب متأخر", "ar")], logits(2), Columns(cue_names())
    )

    assert langs.tolist() == [2, 0]
    assert (evidence[:, -len(cue_names()) :].sum(axis=1) > 0).all()


def test_matched_keeps_rows_the_file_knows(tmp_path):
    path = tmp_path / "oof.npz"
    said = np.repeat(np.array([[2.0], [1.0], [np.nan]], np.float32), len(HEADS), axis=1)
    np.savez(path, texts=np.array(["b", "a", "d"]), logits=said)

    rows, found = matched([row(1, "a"), row(3, "c"), row(2, "b"), row(4, "d")], path)

    assert ([one["id"] for one in rows], found[:, 0].tolist()) == (["r1", "r2"], [1.0, 2.0])


def test_train_learns_from_cues_and_is_the_same_each_time():
    rows = [
        row(at, "I will call my lawyer" if at % 2 else "it is late", threat=bool(at % 2))
        for at in range(40)
    ]

    one, two = train(rows, logits(40)), train(rows, logits(40))

    assert np.array_equal(one.weights, two.weights)
    cue = one.cues.index("threat: threatens a step")
    assert one.weights[2, cue - len(one.cues), AT["threat"]] > 1


def test_train_lets_a_case_speak_for_the_fields_it_names(tmp_path):
    (tmp_path / "en.toml").write_text(
        'cases = [{text = "it is late", want = {threat = true, topic = "refund"}, why = "x"}]',
        encoding="utf-8",
    )
    cases = read_cases(tmp_path) * 30
    rows = [row(at, "it is late") for at in range(4)]

    plain, taught = (
        train(rows, logits(4), Further(some, logits(len(some)), 4.0)) for some in ((), cases)
    )

    assert taught.weights[2, :, AT["threat"]].sum() > plain.weights[2, :, AT["threat"]].sum()
    assert sides_of(cases)[0, AT["topic:refund"]] == 1


def test_others_are_a_part_of_each_source_with_what_folds_without_them_say(tmp_path):
    rows = [row for row, _ in beside_messages(tmp_path, "full")]
    said = np.repeat(np.arange(len(rows), dtype=np.float32)[:, None] % 7, len(HEADS), axis=1)
    said[0] = np.nan
    np.savez(tmp_path / "oof.npz", others=said, build=np.array("full"))

    found = others(tmp_path / "oof.npz", tmp_path)

    at = {row["text"]: place for place, row in enumerate(rows)}
    places = [at[one["text"]] for one in found.rows]
    assert found.logits[:, 0].tolist() == [float(place % 7) for place in places]
    assert 0 not in places
    assert {one["lang"] for one in found.rows} == {"ar", "fa", "en"}
    by_source = Counter(rows[place]["source"] for place in places)
    assert set(by_source) == {row["source"] for row in rows}
    assert max(by_source.values()) <= 2000


def test_others_of_another_folder_are_refused(tmp_path):
    np.savez(tmp_path / "oof.npz", others=logits(3), build=np.array("full"))

    with pytest.raises(ValueError, match="made from other sets"):
        others(tmp_path / "oof.npz", tmp_path)
