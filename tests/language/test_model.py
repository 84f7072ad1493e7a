import numpy as np

from amends.language.features import Recipe
from amends.language.model import BATCH, Model, load, save


def small():
    recipe = Recipe(signs=(2, 3), words=(1,), bits=8)
    table = np.arange(512, dtype=np.int64).astype(np.int8).reshape(256, 2)
    return Model(
        ("negative", "positive"),
        recipe,
        table,
        np.array([0.1, 0.2], np.float32),
        np.array([1.0, -1.0], np.float32),
    )


def test_scores_have_a_row_per_text_and_a_column_per_head():
    assert small().scores(["a b", "c"]).shape == (2, 2)
    assert small().scores([]).shape == (0, 2)


def test_scores_do_not_depend_on_the_neighbours():
    texts = [f"text number {at}" for at in range(BATCH + 3)]
    model = small()

    assert np.allclose(model.scores(texts)[-1], model.scores(texts[-1:])[0], atol=1e-5)


def test_load_reads_what_save_wrote(tmp_path):
    path = tmp_path / "deep" / "weights.npz"
    save(small(), path)

    back = load(path)

    assert (back.heads, back.recipe) == (("negative", "positive"), Recipe((2, 3), (1,), 8))
    assert np.array_equal(back.scores(["some words"]), small().scores(["some words"]))
