import numpy as np

from amends.language.folding import fold_batch
from amends.rooms.understand.cues import find_hits, read_words
from amends.rooms.understand.evidence import (
    ALONE,
    BEFORE,
    SURFACE,
    Columns,
    cue_names,
    cue_rows,
    surface_rows,
)
from amends.rooms.understand.kinds import LANGS


def cues_of(*texts):
    names = cue_names()
    hits = find_hits(read_words(fold_batch(texts), np.full(len(texts), LANGS.index("en"))))
    rows = cue_rows(hits, len(texts), Columns(names))
    return [{names[at]: row[at] for at in np.flatnonzero(row)} for row in rows]


def test_cue_rows_count_each_cue_of_each_text():
    once, twice, none = cues_of("late", "late and late and late", "hello")

    assert (once["delivery_late: late"], twice["delivery_late: late"], none) == (1.0, 1.5, {})


def test_cue_rows_keep_what_a_but_takes_back_apart():
    polite, pleased = cues_of("great phone but late", "great phone")

    assert f"praise: praise, {BEFORE}" in polite
    assert pleased == {"praise: praise": 1.0}


def test_cue_rows_keep_sarcasm_without_a_failure_apart():
    names = [name for name in cue_names() if name.startswith("sarcasm")]

    assert any(name.endswith(ALONE) for name in names)


def test_cue_rows_forget_a_cue_the_blend_does_not_know():
    hits = find_hits(read_words(fold_batch(["late"]), np.array([2])))

    assert cue_rows(hits, 1, Columns(["praise: praise"])).tolist() == [[0.0]]


def test_surface_rows_tell_how_a_text_is_written():
    rows = surface_rows(
        fold_batch(["WHERE IS MY MONEY NOW?", "sooooo late!", "", "call @a 123"])
    )
    shouts, stretches, numbers = (
        SURFACE.index(name) for name in ("shouts", "stretches", "numbers")
    )

    assert rows[:, SURFACE.index("always")].tolist() == [1, 1, 1, 1]
    assert rows[:, SURFACE.index("asks")].tolist() == [1, 0, 0, 0]
    assert rows[:, shouts].tolist() == [1, 0, 0, 0]
    assert rows[:, stretches].tolist() == [0, 0.5, 0, 0]
    assert rows[:, numbers].tolist() == [0, 0, 0, 0.5]
