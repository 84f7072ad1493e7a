import gzip
import json

import pytest

from amends.language.corpus import fold_of, read_corpus
from amends.language.examples import example
from amends.language.gathering import OWN, _teaching, gather
from amends.language.heads import VARIETIES


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Return the lessons where no public set lies beside the project, without the held-back fold."""
    return gather(tmp_path_factory.mktemp("none"), "full", without=0)


def test_gather_without_sets_is_our_own(ours):
    own = [row for row in read_corpus() if fold_of(row["group"]) != 0]
    assert sum(one.source.startswith("own ") for one in ours) == len(own)
    assert {one.count for one in ours if one.source.startswith("own ")} == {OWN}
    assert all(any(one.labels.get(f"lang:{name}") for one in ours) for name in VARIETIES)


def test_gather_teaches_of_an_opinion_its_side_and_that_praise_complains_of_nothing(ours):
    found = [one for one in ours if one.source.startswith("opinions ")]

    assert len(found) > 1000
    heads = {head for one in found for head in one.labels}
    assert heads == {"negative", "positive", "side", "complaint"}
    assert {one.labels.get("complaint") for one in found if one.labels["negative"]} == {None}
    assert {one.labels.get("complaint") for one in found if not one.labels["negative"]} == {0}


def test_gather_teaches_of_a_remark_whether_it_abuses_alone(ours):
    found = [one for one in ours if one.source.startswith("remarks ")]

    assert {one.source for one in found} == {"remarks ar", "remarks fa", "remarks en"}
    assert {tuple(one.labels) for one in found} == {("abuse",)}


def test_a_complaint_tweet_teaches_that_it_complains_and_nothing_of_its_side(tmp_path):
    (tmp_path / "data").mkdir()
    with gzip.open(tmp_path / "data" / "en_complaint_tweets.jsonl.gz", "wt") as file:
        file.write(json.dumps({"text": "@shop late again", "complaint": 1}) + "\n")

    (found,) = map(example, _teaching("en_complaint_tweets", tmp_path))

    assert found.labels == {"complaint": 1}
