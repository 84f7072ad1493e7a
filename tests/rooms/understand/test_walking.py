import numpy as np
import pytest

from amends.language.corpus import read_corpus
from amends.language.folding import fold_batch
from amends.rooms.understand.cues import find_hits, known_cues, read_words
from amends.rooms.understand.kinds import LANGS
from amends.rooms.understand.matching import matcher
from amends.rooms.understand.walking import walk


def both_ways(text, lang):
    words = read_words(fold_batch([text]), np.array([LANGS.index(lang)]))
    hits = find_hits(words)
    batch = list(
        zip(
            hits.cues.tolist(),
            hits.starts.tolist(),
            hits.ends.tolist(),
            hits.before_turn.tolist(),
            strict=True,
        )
    )
    tokens = words.tokens
    kinds = [
        matcher().kind_of(tokens.text(at), LANGS.index(lang)) for at in range(len(tokens.keys))
    ]
    alone = [
        (hit.cue, int(tokens.starts[hit.first]), int(tokens.ends[hit.last]), hit.before_turn)
        for hit in walk(kinds)
    ]
    return alone, batch


@pytest.mark.parametrize("lang", LANGS)
def test_walk_finds_what_a_batch_finds(lang):
    texts = [row["text"] for row in read_corpus() if row["lang"] == lang][::37]

    for text in texts:
        alone, batch = both_ways(text, lang)
        assert alone == batch, text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("the food was not good", "praise denied"),
        ("the food was not very good", "praise denied"),
        ("the food was good", "praise"),
        ("not. good", "praise"),
    ],
)
def test_walk_hears_denials_within_a_sentence(text, why):
    alone, _ = both_ways(text, "en")

    whys = [known_cues()[cue].why for cue, *_ in alone]
    assert [said for said in whys if said.startswith("praise")] == [why]
