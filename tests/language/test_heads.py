from amends.language.heads import (
    AT,
    DIALECTS,
    DIALECTS_OF,
    HEADS,
    LANGUAGE_OF,
    VARIETIES,
    places,
)


def test_every_head_has_one_place():
    assert len(set(HEADS)) == len(HEADS) == len(AT)


def test_places_are_the_heads_of_one_kind():
    assert HEADS[places("anger")] == ("anger:1", "anger:2", "anger:3")
    assert [head.partition(":")[2] for head in HEADS[places("dialect")]] == list(DIALECTS)


def test_every_variety_is_a_language_and_every_dialect_of_one():
    assert len(LANGUAGE_OF) == len(VARIETIES)
    assert sum(span.stop - span.start for span in DIALECTS_OF.values()) == len(DIALECTS)
