"""Cut one piece of a text into words and number their features, a few words at a time."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language import features
from amends.language.concepts.lexicon import told_by
from amends.language.features import Ids, mixed
from amends.language.normalise import Folded
from amends.language.segments import DIGIT, JOIN, LETTER, LONGEST_WORD, SIGN, kind_of


_LENGTHS: Final = max((*features.READ_LENGTHS, *features.SPOKEN_LENGTHS))
_WORDS: Final = frozenset({LETTER, DIGIT})


class Spelling(NamedTuple):
    """A word letter by letter, as it is read and as it is spoken; `Spelled` for a single one."""

    read: str
    spoken: str
    is_number: bool
    is_sign: bool
    is_address: bool


class Word(NamedTuple):
    """A word of a piece and where it stands in the original."""

    start: int
    end: int
    spelled: Spelling
    is_stretched: bool
    is_shouted: bool


class Features(NamedTuple):
    """The features of some words: those read of all, then those spoken of all.

    Of each word `read_to` and `spoken_to` say where its part of either ends.
    """

    hashes: Ids
    subjects: Ids
    ids: Ids
    read_to: list[int]
    spoken_to: list[int]


def words_of(raw: str, folded: Folded) -> list[Word]:
    """Return the words of a piece without blanks, as `segments.cut` finds them in a batch."""
    text, origins = folded.text, folded.origins
    kinds = [kind_of(sign) for sign in text]
    is_address = "@" in text or "#" in text or "//" in text
    # What folding leaves as it is, it is told apart by as well.
    signs = text if raw == text else [raw[at] for at in origins]
    spoken = text if raw == text else "".join(map(_spoken, signs, text))
    found = []
    for start, end in _spans(kinds):
        is_number = all(kind == DIGIT for kind in kinds[start:end])
        read = "0" * (end - start) if is_number else text[start:end]
        said = read if is_number else spoken[start:end]
        spelled = Spelling(read, said, is_number, kinds[start] == SIGN, is_address)
        is_stretched = any(start <= at < end for at in folded.stretched)
        shouted = end - start > 2 and all("A" <= sign <= "Z" for sign in signs[start:end])  # noqa: PLR2004 - two capitals are a country
        found.append(Word(origins[start], origins[end - 1] + 1, spelled, is_stretched, shouted))
    return found


def _spoken(raw: str, folded: str) -> str:
    return features.spoken_sign(raw) or folded


def _spans(kinds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where words and telling signs stand."""
    at, size = 0, len(kinds)
    while at < size:
        if kinds[at] == SIGN:
            yield at, at + 1
        if kinds[at] not in _WORDS:
            at += 1
            continue
        end = at + 1
        while end < size and (kinds[end] in _WORDS or _joins(kinds, end)):
            end += 1
        yield from ((cut, min(cut + LONGEST_WORD, end)) for cut in range(at, end, LONGEST_WORD))
        at = end


def _joins(kinds: Sequence[int], at: int) -> bool:
    both = kinds[at - 1 : at + 2]
    return both[0] in _WORDS and both[1] == JOIN and both[-1] in _WORDS


def features_of(words: Sequence[Spelling]) -> Features:
    """Return the features of words as `read_features` and `spoken_features` number them."""
    signs = np.array([
        _codes("".join([f"\2{word.read}\3" for word in words])),
        _codes("".join([f"\2{word.spoken}\3" for word in words])),
    ])  # fmt: skip
    sizes = [len(word.read) + 2 for word in words]
    hashes = _hashes(signs, sizes)
    said_of = [told_by(word.read) for word in words]
    told = [one.concepts for one in said_of]
    numbered = np.concatenate(
        [_numbered(signs, hashes), features.concept_ids(chain.from_iterable(told))]
    )
    place = len(numbered) - features.LOUDNESS * sum(map(len, told))
    read, said, first, wide = [], [], 0, signs.shape[1]
    ends: tuple[list[int], list[int]] = [], []
    for at, (word, size) in enumerate(zip(words, sizes, strict=True)):
        skip = word.is_sign or word.is_number
        read.append(_LENGTHS * 2 * wide + at)
        if not skip:
            _extend(read, features.READ_LENGTHS, first, size, 2 * wide)
            if not word.is_address:
                said.append(_LENGTHS * 2 * wide + len(words) + at)
                _extend(said, features.SPOKEN_LENGTHS, first + wide, size, 2 * wide)
        read.extend(range(place, place := place + features.LOUDNESS * len(told[at])))
        first += size
        ends[0].append(len(read))
        ends[1].append(len(said))
    spoken = mixed(numbered.take(said), features.SPOKEN)
    subjects = np.array([one.subject for one in said_of], np.uint32)
    return Features(hashes[0], subjects, np.concatenate([numbered.take(read), spoken]), *ends)


def _extend(
    found: list[int], lengths: tuple[int, ...], first: int, size: int, wide: int
) -> None:
    for length in lengths:
        start = (length - 1) * wide + first
        found.extend(range(start, start + size - length + 1))


def _hashes(signs: NDArray[np.uint32], sizes: Sequence[int]) -> Ids:
    """Return the number of each word by its letters, its borders left out."""
    places, starts, first = [], [], 0
    for size in sizes:
        places += [-1, *range(size - 3, -1, -1), -1]
        starts.append(first)
        first += size
    worth = (signs + np.uint32(1)) * features.WORD_POWERS.take(places)
    return np.add.reduceat(worth, starts, axis=1, dtype=np.uint32)


def _numbered(signs: NDArray[np.uint32], hashes: Ids) -> Ids:
    """Return the number of every sequence of signs by length, row and place, then of the words."""
    size = signs.size
    found = np.zeros(_LENGTHS * size + hashes.size, np.uint32)
    for length in range(1, _LENGTHS + 1):
        values = features.sequences(signs, length)
        place = found[(length - 1) * size : length * size].reshape(signs.shape)
        place[:, : values.shape[1]] = values
    found[_LENGTHS * size :] = hashes.ravel() ^ features.READ
    return mixed(found, np.uint32(0))


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
