"""Ten thousand spellings listened for in short texts, on one core, beside regular expressions.

listen_terms.py [TERMS [TEXTS]]

Names of shops and their spellings are made here, the same at every run; one text in four names
one. Both sides fold each text first, find the same names, and count processor time. The peer is
what one would write without a library: all terms in one compiled expression with word borders.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice

from results import keep
from sayings import sayings

from amends.language.naming.spellings import offered
from amends.language.naming.terms import Term, Terms, patterns_of
from amends.language.normalise import fold


TERMS, TEXTS = 10_000, 20_000
PEER_TEXTS = 200  # it needs so long for each that more would say nothing else
SYLLABLES = {
    "ar": "نخ يل رب وة زه را مر جان بي ان سو قي دار كن وز لؤ لؤ عط ور",
    "fa": "دی جی کا لا پا رس گل ستان چا پار مه ران سه ند ژی لا نی لو فر",
    "en": "na kheel rab wa zah ra mar jan bay an sou qi dar kun ouz lu ber ta vix",
}


def main() -> None:
    wanted, count = (int(n) for n in (sys.argv[1:3] + [TERMS, TEXTS][len(sys.argv) - 1 :]))
    terms = list(islice(_terms(), wanted))
    texts = _texts(terms, count)
    start = time.process_time()
    listening = Terms(terms)
    built = time.process_time() - start
    ours = _rate(listening.find, texts)
    peer = _rate(_peer(terms), texts[:PEER_TEXTS])
    long = sum(map(len, texts)) / len(texts)
    print(
        f"{len(terms)} terms, {len(texts)} texts of {long:.0f} characters; built in {built:.2f} s"
    )
    print(
        f"amends {ours:.0f} texts a CPU-second, one expression {peer:.0f}: {ours / peer:.0f} ×"
    )
    print(f"folding alone {_rate(fold, texts):.0f}")
    keep("listen_terms", {"terms": len(terms), "ours": ours, "peer": peer, "built_s": built})


def _terms() -> list[Term]:
    """Return spellings of shops until there are enough: each shop's names and what is offered."""
    chance, found = random.Random(7), []
    for shop in range(2_000):
        for pieces in map(str.split, SYLLABLES.values()):
            name = "".join(chance.choices(pieces, k=3))
            if chance.random() < 1 / 3:
                name += " " + "".join(chance.choices(pieces, k=2))
            spellings = [one.text for one in offered([name])][:8]
            found += [Term(shop, text) for text in (name, *spellings)]
    return found


def _texts(terms: Sequence[Term], count: int) -> list[str]:
    chance = random.Random(11)
    said = [one.text for one in sayings(count)]
    return [
        f"{text} {chance.choice(terms).text}" if at % 4 == 0 else text
        for at, text in enumerate(said)
    ]


def _peer(terms: Sequence[Term]) -> Callable[[str], object]:
    patterns = sorted({p for term in terms for p in patterns_of(term.text)}, key=len)
    expression = re.compile(rf"\b(?:{'|'.join(map(re.escape, reversed(patterns)))})\b")
    return lambda text: expression.findall(fold(text))


def _rate(find: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        find(text)
    return len(texts) / (time.process_time() - start)


if __name__ == "__main__":
    main()
