"""Texts a CPU-second of the reader alone, beside one label of scikit-learn and a BERT-base.

The transformer has random weights, which is as much work as one that was taught; it is left out,
and said to be, where torch is not installed.
"""

import os
import time
import zlib
from collections.abc import Callable, Sequence
from importlib.util import find_spec

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from amends.language.reading import Reader, reader
from amends.language.sets import read_set, shared_folder


FOLDER = shared_folder()


def speed() -> None:
    """Texts a CPU-second of the model alone, beside one label of scikit-learn."""
    rows = [
        row
        for name in ("ar_company_reviews", "fa_snappfood", "en_complaint_tweets")
        for _, row in zip(range(2000), read_set(name, FOLDER), strict=False)
    ]
    texts = [row["text"] for row in rows]
    sides = np.array(
        [row.get("sentiment") == "neg" or row.get("complaint") == 1 for row in rows]
    )
    words, signs = (
        TfidfVectorizer(ngram_range=(1, 2)),
        TfidfVectorizer(analyzer="char", ngram_range=(2, 5)),
    )
    peer = make_pipeline(make_union(words, signs), LinearSVC()).fit(texts, sides)
    for name, work in (
        ("reader, every head, first time", lambda: Reader(reader().weights).read(texts)),
        ("reader, every head", lambda: reader().read(texts)),
        ("scikit-learn, one label", lambda: peer.predict(texts)),
    ):
        print(
            f"{name:32} {rate(work, len(texts)):8.0f} texts a CPU-second, {sum(map(len, texts)) / len(texts):.0f} characters on average"
        )
    print_bert(texts[:BERT_TEXTS])


BERT_TEXTS, BERT_BATCH, BERT_TOKENS, BERT_WORDS = 32, 8, 128, 64_000


def print_bert(texts: Sequence[str]) -> None:
    """Print what a BERT-base of random weights reads: as much work as one that was taught."""
    if find_spec("torch") is None:
        print("BERT-base of random weights: torch is not installed here, not measured")
        return
    import torch
    from torch import nn

    torch.set_num_threads(1)
    layer = nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
    words, body = nn.Embedding(BERT_WORDS, 768), nn.TransformerEncoder(layer, 12).eval()
    # Its pieces are cut by hashes: what a tokenizer costs is left out in its favour.
    rows = [[zlib.crc32(word.encode()) % BERT_WORDS for word in text.split()] for text in texts]
    padded = torch.tensor([(row + [0] * BERT_TOKENS)[:BERT_TOKENS] for row in rows])

    def read() -> None:
        with torch.inference_mode():
            for at in range(0, len(padded), BERT_BATCH):
                body(words(padded[at : at + BERT_BATCH]))

    print(
        f"{'BERT-base, random weights':32} {rate(read, len(texts)):8.1f} texts a CPU-second, {BERT_TOKENS} tokens"
    )


def rate(work: Callable[[], object], count: int) -> float:
    took = []
    for _ in range(3):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return count / sorted(took)[1]


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if (FOLDER / "data").is_dir():
        speed()
    else:
        print("no texts: AMENDS_SHARED is absent")
