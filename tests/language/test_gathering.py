from amends.language.corpus import fold_of, read_corpus
from amends.language.gathering import OWN, gather
from amends.language.heads import VARIETIES


def test_gather_without_sets_is_our_own(tmp_path):
    found = gather(tmp_path, "full", without=0)

    own = [row for row in read_corpus() if fold_of(row["group"]) != 0]
    assert sum(one.source.startswith("own ") for one in found) == len(own)
    assert {one.count for one in found if one.source.startswith("own ")} == {OWN}
    assert all(any(one.labels.get(f"lang:{name}") for one in found) for name in VARIETIES)


def test_gather_teaches_of_an_opinion_its_side_alone(tmp_path):
    found = [one for one in gather(tmp_path, "clean") if one.source.startswith("opinions ")]

    assert len(found) > 1000
    assert {head for one in found for head in one.labels} == {"negative", "positive", "side"}
