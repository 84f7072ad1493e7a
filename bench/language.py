"""How well the reader reads: splits by text, by source and by group, beside a linear baseline.

Every model here is trained in this run without the rows it is asked about. The baseline is
scikit-learn's linear SVM over TF-IDF of words 1-2 and signs 2-5, on the same rows.
`python bench/language.py [PART ...]`: known, unseen, tweets, spoken. The first reads what
`make train` leaves in var/out_of_fold.npz.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

import amends.language
from amends.language.corpus import HELD_BACK, fold_of, read_corpus
from amends.language.examples import Example, example
from amends.language.gathering import beside_messages, gather, language_of
from amends.language.heads import HEADS, LANGUAGES
from amends.language.reading import Reader, reader
from amends.language.sets import read_set, shared_folder
from amends.language.training import fit_heads


Row = dict[str, Any]
FOLDER = shared_folder()
EVEN, GRAVEST = 0.5, 5
MOST = 6_000
OUT_OF_FOLD = Path("var/out_of_fold.npz")
SIDES = NDArray[np.bool_]


def percent(share: float) -> str:
    return f"{100 * share:5.1f}"


def macro(truth: SIDES, said: SIDES) -> float:
    return float(f1_score(truth, said, average="macro"))


def baseline(texts: Sequence[str], sides: NDArray[Any], asked: Sequence[str]) -> NDArray[Any]:
    words, signs = (
        TfidfVectorizer(ngram_range=(1, 2)),
        TfidfVectorizer(analyzer="char", ngram_range=(2, 5)),
    )
    peer = make_pipeline(make_union(words, signs), LinearSVC()).fit(texts, sides)
    return np.asarray(peer.predict(asked))


def taught(name: str) -> list[Example]:
    return [example({**row, "source": name, "lang": None}) for row in read_set(name, FOLDER)]


def judged(
    read: Reader, head: str, those: Sequence[Example]
) -> tuple[SIDES, SIDES, NDArray[np.float32]]:
    truth = np.array([one.labels[head] == 1 for one in those])
    share = read.read([one.text for one in those]).probability(head)
    return truth, share >= EVEN, share


KNOWN = {
    "side": ("ar_company_reviews", "ar_qaym_restaurants", "ar_arsarcasm2", "fa_snappfood", "fa_sentipers", "fa_digikala_ut"),
    "abuse": ("ar_osact4", "ar_lhsab", "fa_parsoffensive", "en_davidson_hate"),
    "complaint": ("en_complaint_tweets",),
}  # fmt: skip


def left(name: str) -> NDArray[np.float32]:
    """Return the log odds that a set's rows got from folds without them, in file order."""
    with np.load(OUT_OF_FOLD) as stored:
        is_of_set = [row["source"] == name for row, _ in beside_messages(FOLDER, "full")]
        return np.asarray(stored["others"][np.array(is_of_set)], np.float32)


def known() -> None:
    """Unseen texts of known sources: every row by weights and calibration of folds without it.

    The baseline reads fold 0 alone, so ours is told of that fold, too.
    """
    print(
        "known source, unseen texts | head | macro-F1 | weighted | accuracy | fold 0: ours, linear baseline"
    )
    for head, names in KNOWN.items():
        for name in names:
            print(f"{name:26} | {head} | {known_line(name, head)}", flush=True)


def known_line(name: str, head: str) -> str:
    every = taught(name)
    those = [at for at, one in enumerate(every) if head in one.labels]
    truth = np.array([every[at].labels[head] == 1 for at in those])
    ours = left(name)[those, HEADS.index(head)] >= 0
    texts = np.array([every[at].text for at in those], object)
    first = np.array([every[at].fold == 0 for at in those])
    theirs = baseline(texts[~first].tolist(), truth[~first], texts[first].tolist())
    figures = (
        macro(truth, ours),
        float(f1_score(truth, ours, average="weighted")),
        float((truth == ours).mean()),
    )
    beside = (
        f"{percent(macro(truth[first], ours[first]))}, {percent(macro(truth[first], theirs))}"
    )
    return " | ".join([*map(percent, figures), beside])


# Left out together, so that no sister set stands in for the one that is asked about.
UNSEEN = (
    ("ar_company_reviews", "ar_qaym_restaurants", "ar_tripadvisor_restaurants", "ar_tripadvisor_attractions", "fa_snappfood", "ar_lhsab", "en_complaint_tweets"),
    ("ar_arsarcasm2", "ar_arsentd_lev", "fa_sentipers", "fa_parsoffensive"),
    ("ar_osact4", "fa_digikala_ut", "fa_digikala_zh", "fa_digikala_kimik6", "en_davidson_hate"),
)  # fmt: skip
MEASURED = {
    "side": ("ar_arsas", "ar_astd", "en_airline_tweets", "en_semeval_absa"),
    "abuse": ("en_olid",),
}
"""Sets that never teach: each is asked of the weights in which its nearest kin is missing, too."""


def unseen() -> None:
    """Whole sources that were not trained on."""
    print(
        "source left out            | head | rows | macro-F1 | linear baseline on what is left"
    )
    every = [one for one in gather(FOLDER, "full") if one.is_read]
    for names in UNSEEN:
        rest = [one for one in every if one.source not in names]
        read = Reader(fit_heads(rest, crosses=False).weights)
        for name in names:
            for head in ("side", "abuse", "complaint"):
                print_unseen(read, name, head, rest)
    for head, names in MEASURED.items():
        for name in names:
            print_unseen(reader(), name, head, every)


def print_unseen(read: Reader, name: str, head: str, rest: Sequence[Example]) -> None:
    those = [one for one in taught(name) if head in one.labels][:MOST]
    if len({one.labels[head] for one in those}) < len((0, 1)):
        return
    truth, said, _ = judged(read, head, those)
    lang = name[:2]
    learnt = [one for one in rest if head in one.labels and language_of(one.source) == lang]
    theirs = "-"
    if len({one.labels[head] for one in learnt}) > 1:
        sides = np.array([one.labels[head] == 1 for one in learnt])
        texts = [one.text for one in learnt]
        theirs = percent(macro(truth, baseline(texts, sides, [one.text for one in those])))
    print(
        f"{name:26} | {head} | {len(those)} | {percent(macro(truth, said))} | {theirs}",
        flush=True,
    )


def tweets() -> None:
    """English complaint tweets, ten folds through `amends.language.train`, beside the baseline."""
    rows = [
        {"text": row["text"], "lang": "en", "complaint": row["complaint"]}
        for row in read_set("en_complaint_tweets", FOLDER)
    ]
    truth = np.array([row["complaint"] == 1 for row in rows])
    folds = np.random.default_rng(5).permutation(len(rows)) % 10
    ours, theirs = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
    with TemporaryDirectory() as folder:
        for fold in range(10):
            rest, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            out = amends.language.train([rows[at] for at in rest], Path(folder) / f"{fold}.bin")
            asked = [rows[at]["text"] for at in held]
            ours[held] = amends.language.load(out).read(asked).complaint >= EVEN
            theirs[held] = baseline([rows[at]["text"] for at in rest], truth[rest], asked)
    print(
        f"complaint tweets, ten folds, macro-F1: ours {percent(macro(truth, ours))}, linear baseline {percent(macro(truth, theirs))}"
    )


SPOKEN = {
    "ar": ("ar_qaym_restaurants", "ar_arsentd_lev"),
    "fa": ("fa_sentipers", "fa_digikala_zh"),
    "en": ("en_semeval_absa", "en_airline_tweets"),
}


def spoken() -> None:
    """Languages of sources that no piece was taken from; our own Arabizi and Finglish, held back."""
    read = Reader(
        fit_heads(
            gather(FOLDER, "full", without=HELD_BACK),
            crosses=False,
            only=frozenset(h for h in reader().heads if h.startswith("lang")),
        ).weights
    )
    chance = np.random.default_rng(9)
    for label, low, high in (
        ("1-2 words", 1, 2),
        ("3-4 words", 3, 4),
        ("whole", 10_000, 10_000),
    ):
        truth, said = [], []
        for lang, names in SPOKEN.items():
            texts = [
                row["text"] for name in names for row in list(read_set(name, FOLDER))[:1500]
            ]
            cut = [_cut(text, low, high, chance) for text in texts]
            cut = [text for text in cut if any(sign.isalpha() for sign in text)]
            truth += [LANGUAGES.index(lang)] * len(cut)
            said += read.read(cut).lang.tolist()
        print(
            f"{label}: macro-F1 {percent(float(f1_score(truth, said, average='macro', labels=[0, 1, 2])))}"
        )
    for script, lang in (("arabizi", "ar"), ("finglish", "fa")):
        own = [
            row["text"]
            for row in read_corpus()
            if fold_of(row["group"]) == HELD_BACK and (row["dialect"] or "").startswith(script)
        ]
        found = read.read(own).lang == LANGUAGES.index(lang)
        print(f"{script}: {percent(float(found.mean()))} of {len(own)} messages named {lang}")


def _cut(text: str, low: int, high: int, chance: np.random.Generator) -> str:
    words = [word for word in text.split() if not word.startswith(("@", "#", "http"))]
    count = int(chance.integers(low, high + 1))
    start = int(chance.integers(0, max(1, len(words) - count + 1)))
    return " ".join(words[start : start + count])


PARTS: dict[str, Callable[[], None]] = {
    "known": known,
    "unseen": unseen,
    "tweets": tweets,
    "spoken": spoken,
}


def main(names: Iterable[str]) -> None:
    if not (FOLDER / "data").is_dir():
        print("no texts: AMENDS_SHARED is absent")
        return
    for name in names or PARTS:
        print(f"\n## {name}: {PARTS[name].__doc__}")
        PARTS[name]()


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main(sys.argv[1:])
