"""Money promised before the facts are known, or more of it than was allowed (S3-23, C-24)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from amends.language.normalise import fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.sentences import Sentence


_RULES: Final = ("S3-23", "C-24")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
# A till in Iran counts rials, people say tomans: ten rials each.
_TIMES: Final = {
    fold(word): times
    for word, times in {"هزار": 1000, "ألف": 1000, "میلیون": 1_000_000, "تومان": 10, "تومن": 10}.items()
}  # fmt: skip


def check(draft: Draft) -> Iterator[Found]:
    """Find money promised that nobody has allowed; silent where the desk says nothing of it.

    A right that the law grants, and what depends on the facts, may always be said.
    """
    money = draft.context.money
    if money is None:
        return
    for sentence in draft.sentences:
        if not sentence.has("promises_money") or sentence.has("grants_right", "if_so"):
            continue
        early = () if money.may_return else tuple(sentence.spans("promises_money"))
        for start, end in (*early, *_above(sentence, money.most))[:1]:
            yield Found("over_promise", start, end, _RULES)


def _above(sentence: Sentence, most: Decimal | None) -> Iterator[tuple[int, int]]:
    for start, end in sentence.spans("amount"):
        said = sentence.text[start - sentence.start : end - sentence.start]
        if most is not None and _amount(fold(said)) > most:
            yield start, end


def _amount(said: str) -> Decimal:
    """Return a sum in the currency's main unit, in rials where it is said in tomans."""
    number = _NUMBER.search(said)
    amount = Decimal(number[0].replace(",", "")) if number else Decimal(0)
    for word, times in _TIMES.items():
        amount *= times if word in said else 1
    return amount
