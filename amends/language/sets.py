"""Read the labelled sets that the shipped weights are trained from, by what their licences allow."""

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any


# Marked "ship": the licence allows it without a question.
PERMISSIVE = ("ar_arsarcasm2", "en_davidson_hate", "en_banking77")
# Marked "ship?": no licence stated anywhere.
UNSTATED = (
    "ar_company_reviews", "ar_qaym_restaurants", "ar_arsentd_lev", "ar_lhsab", "ar_osact4",
    "ar_tripadvisor_attractions", "ar_tripadvisor_restaurants", "ar_tunizi_arabizi",
    "en_complaint_tweets", "fa_digikala_kimik6", "fa_digikala_ut", "fa_digikala_zh",
    "fa_parsabsa_test", "fa_parsoffensive", "fa_sentipers", "fa_snappfood", "ur_usc",
)  # fmt: skip
BUILDS = {"clean": PERMISSIVE, "full": PERMISSIVE + UNSTATED}

_PHRASE = re.compile(r'- \{d: (\w+), t: "(.*)"\}')
_CATEGORY = re.compile(r"  \w+:")
_FEELING_OF = {
    "anger": -1, "insult_staff": -1, "threat": -1, "churn": -1, "repeat": -1,
    "urgency_safety": -1, "sarcasm": -1, "gratitude_after_resolution": 1,
}  # fmt: skip


def shared_folder() -> Path:
    """Return the folder of the training sets: AMENDS_SHARED, else ../shared."""
    return Path(os.environ.get("AMENDS_SHARED", "../shared"))


def read_set(name: str, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of one set, in file order."""
    with gzip.open(folder / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_phrases(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the customers' phrases of our own resource as rows with a sentiment and a dialect."""
    for path in sorted((folder / "language").glob("??.yaml")):
        category = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if _CATEGORY.fullmatch(line):
                category = line.strip(" :")
            phrase = _PHRASE.search(line)
            if phrase and category in _FEELING_OF:
                yield {
                    "text": phrase[2], "lang": path.stem, "dialect": phrase[1],
                    "sentiment": _FEELING_OF[category], "source": "own phrases",
                }  # fmt: skip
