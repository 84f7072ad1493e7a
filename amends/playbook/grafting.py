"""Put a clause of one draft into another: a well-built answer is not clean for its build.

Most bad drafts of the corpus are short and bad all over, most clean ones are long and whole. What people
send does everything right and goes wrong in one clause; without such drafts a model learns the build.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from amends.language.corpus import fold_of
from amends.playbook.contract import LABELS
from amends.playbook.sentences import Sentence, split


Row = Mapping[str, Any]
FLAWS: Final = (
    "insult_back", "discloses_private_data", "exposes_other_customer", "gift_for_deletion",
    "asks_private_data_in_public", "blames_customer", "argues", "defensive", "excuse_third_party",
)  # fmt: skip
"""What a clause brings along wherever it stands; what is missing, or is vague, depends on the rest."""
_OF_THE_WHOLE: Final = frozenset(["wrong_language", "third_public_reply"])
# A detail that one customer has told is betrayed in the thread of another: a clean clause says
# nothing of it there.
_TOLD: Final = "discloses_private_data"
_FLAWED_SENTENCES: Final = 2
_STOCK_SENTENCES: Final = range(2, 7)
_LEAST_WORDS: Final = 4
# Of the flawed and of the clean so many are grafted: more cost the drafts themselves precision.
_SHARES: Final = {"flawed": 0.3, "clean": 0.4}
_SEED: Final = 7


def grafted(rows: Sequence[Row], folds: int) -> list[dict[str, Any]]:
    """Return new drafts: clean ones of several sentences with a clause of another in between.

    About half and half: a short flawed draft as a whole, which brings its flaws, and a sentence of a clean
    one, which brings none. Both come from the same language, situation and fold of ``fold_of``. A row
    says under `asked` which labels are known of it. The same rows give the same drafts.
    """
    chance = np.random.default_rng(_SEED)
    stocks: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if _is_clean(row) and len(_sentences(row)) in _STOCK_SENTENCES:
            stocks[_situation(row, folds)].append(row)
    made = []
    for row in rows:
        clause = _clause(row, chance)
        stock = stocks[_situation(row, folds)]
        if clause and stock:
            chosen = stock[int(chance.integers(len(stock)))]
            place = int(chance.integers(1, len(_sentences(chosen)) + 1))
            if chosen["group"] != row["group"] and not _apologises_twice(chosen, clause):
                made.append(_grafted(chosen, row, clause, place))
    return made


def _situation(row: Row, folds: int) -> tuple[Any, ...]:
    fold = fold_of(f"{row['lang']} {row['group']}", folds)
    return row["lang"], row["public"], row.get("fault"), row.get("stage"), fold


def _sentences(row: Row) -> tuple[Sentence, ...]:
    return split(row["reply_draft"], row["lang"])


def _is_clean(row: Row) -> bool:
    return "none" in row["labels"]


def _clause(row: Row, chance: np.random.Generator) -> str:
    """Return what of a draft is put into another, nothing where chance or its kind are against it."""
    sentences = _sentences(row)
    is_clean = _is_clean(row)
    if chance.random() >= _SHARES["clean" if is_clean else "flawed"]:
        return ""
    if is_clean:
        chosen = sentences[int(chance.integers(len(sentences)))].text.strip()
        return chosen if len(chosen.split()) >= _LEAST_WORDS else ""
    labels = {*row["labels"]}
    goes = labels & {*FLAWS} and not labels & _OF_THE_WHOLE
    return row["reply_draft"].strip() if goes and len(sentences) <= _FLAWED_SENTENCES else ""


def _apologises_twice(stock: Row, clause: str) -> bool:
    own = any(one.has("apology") for one in _sentences(stock))
    return own and any(one.has("apology") for one in split(clause, stock["lang"]))


def _grafted(stock: Row, scion: Row, clause: str, place: int) -> dict[str, Any]:
    texts = [one.text.strip() for one in _sentences(stock)]
    flaws = [label for label in LABELS if label in FLAWS and label in scion["labels"]]
    return {
        **stock,
        "id": f"{stock['id']}+{scion['id']}",
        "reply_draft": " ".join([*texts[:place], clause, *texts[place:]]),
        "labels": flaws or ["none"],
        "asked": [label for label in FLAWS if label != _TOLD or _TOLD in flaws],
    }
