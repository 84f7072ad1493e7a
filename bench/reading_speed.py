"""Texts a CPU-second: the whole analysis beside one linear label of scikit-learn, in one run.

The peer answers a single yes-or-no question (TF-IDF of words 1-2 and characters 2-5, linear SVM);
the desk answers every field with its reasons. Both read the same texts, in batches, and start-up
and training are not counted. Then one text after the other, alone.
"""

import gzip
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from amends.rooms.understand.rules import analyse, analyse_many


SHARED = Path(os.environ.get("AMENDS_SHARED", "../shared")) / "data"
SETS = ("ar_company_reviews", "fa_snappfood", "en_complaint_tweets")
EACH = 1000
ROUNDS = 5


def texts_and_sides() -> tuple[list[str], list[int]]:
    rows = []
    for name in SETS:
        with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows += [json.loads(line) for _, line in zip(range(EACH), file, strict=False)]
    sides = [
        int(row.get("sentiment") == "neg" or row.get("complaint") in {1, "1"}) for row in rows
    ]
    return [row["text"] for row in rows], sides


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    if not SHARED.exists():
        print("no texts: AMENDS_SHARED is absent")
        return
    texts, sides = texts_and_sides()
    words, signs = (
        TfidfVectorizer(ngram_range=(1, 2)),
        TfidfVectorizer(analyzer="char", ngram_range=(2, 5)),
    )
    peer = make_pipeline(make_union(words, signs), LinearSVC()).fit(texts, sides)
    analyse_many(texts[:50])
    ours, theirs = [], []
    for _ in range(ROUNDS):  # in turn, so that a drifting machine is fair to both
        ours.append(cpu_seconds(lambda: analyse_many(texts)))
        theirs.append(cpu_seconds(lambda: peer.predict(texts)))
    mean = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} texts of {mean:.0f} characters on average, median of {ROUNDS} rounds")
    print(
        f"amends, every field     {len(texts) / sorted(ours)[ROUNDS // 2]:8.0f} texts a CPU-second"
    )
    print(
        f"scikit-learn, one label {len(texts) / sorted(theirs)[ROUNDS // 2]:8.0f} texts a CPU-second"
    )
    for name in ("one text, words met now", "one text, words known"):
        print_one_by_one(name, texts)


def print_one_by_one(name: str, texts: list[str]) -> None:
    """Print what each text costs alone; the first round meets the words, the second knows them."""
    took = sorted(1000 * cpu_seconds(lambda text=text: analyse(text)) for text in texts)
    print(f"{name:23} {took[len(took) // 2]:8.3f} ms, p95 {took[95 * len(took) // 100]:.3f} ms")


if __name__ == "__main__":
    main()
