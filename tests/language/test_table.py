import numpy as np
import pytest

from amends.language.heads import HEADS, VARIETIES
from amends.language.network import DIRECT, SHAPES, Network
from amends.language.table import (
    SAID_WIDTH,
    SPOKEN,
    WIDTH,
    NotWeights,
    Weights,
    load,
    rows_of,
    save,
)


def small():
    count = len(HEADS)
    table = np.zeros((1 << 18, WIDTH), np.int8)
    table[3, :3] = (7, -5, 100)
    said = np.zeros((1 << 18, SAID_WIDTH), np.int8)
    said[5, :2] = (9, 44)
    numbers = (np.linspace(at, at + 1, count, dtype=np.float32) for at in range(5))
    return Weights(
        table,
        said,
        Network(**{name: np.full(shape, 0.5, np.float32) for name, shape in SHAPES.items()}),
        np.ones(SPOKEN + len(VARIETIES), np.float32),
        np.arange(len(DIRECT), dtype=np.float32),
        np.zeros(len(VARIETIES), np.float32),
        *numbers,
        taught=np.arange(count) % 2 == 0,
    )


def test_load_reads_what_save_wrote(tmp_path):
    path = tmp_path / "deep" / "reader.bin"
    save(small(), path)

    back, before = load(path), small()

    assert np.array_equal(back.table, before.table)
    assert np.array_equal(back.said, before.said)
    for name in (
        "scale",
        "line_bias",
        "spoken_bias",
        "slope",
        "lift",
        "shift",
        "low",
        "high",
        "taught",
    ):
        assert np.allclose(getattr(back, name), getattr(before, name))
    for name in SHAPES:
        assert np.array_equal(getattr(back.network, name), getattr(before.network, name))


def test_a_row_belongs_to_the_feature_that_proves_it():
    rows, own = rows_of(small().table, np.array([3 << 8 | 7, 3 << 8 | 8], np.uint32))

    assert (rows.tolist(), own.tolist()) == ([3, 3], [True, False])


def test_load_refuses_another_file(tmp_path):
    path = tmp_path / "other.bin"
    path.write_bytes(b"something else entirely")

    with pytest.raises(NotWeights):
        load(path)
