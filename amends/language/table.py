"""Keep the weights: a row of bytes for each feature, in a table of meaning and one of speech."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.features import IDENTITY_BITS, Ids
from amends.language.heads import HEADS, VARIETIES
from amends.language.network import DIRECT, SENSES, SHAPES, Network


SPOKEN: Final = SENSES + len(DIRECT)
"""Where the columns of the languages begin among all that are added up."""
WIDTH: Final = 1 + SPOKEN
"""A row of meaning: a byte that proves whose it is, the senses, and the lines of DIRECT."""
SAID_WIDTH: Final = 1 + len(VARIETIES)
"""A row of speech: a byte that proves whose it is, and the languages."""
SUMS: Final = WIDTH + len(VARIETIES)
"""What the features of a word add up to: a row of meaning, then the languages."""
_MAGIC: Final = b"amends reader 4\n"
_PAGE: Final = 4096


class NotWeights(ValueError):
    """A file is no table of weights of this reader."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What training leaves behind.

    The first byte of a row proves that the feature is the row's own; senses and lines follow in
    `table`, languages in `said`. A sum of a column is multiplied by its `scale`. The log odds of a head are what the
    network says times `slope`, and where it has a line of its own what that says times `lift`, and
    `shift`: together they are calibrated. A language is its sum and `spoken_bias`. Between `low`
    and `high` a probability is too unsure. `taught` tells which heads had enough examples.
    """

    table: NDArray[np.int8]
    said: NDArray[np.int8]
    network: Network
    scale: NDArray[np.float32]
    line_bias: NDArray[np.float32]
    spoken_bias: NDArray[np.float32]
    slope: NDArray[np.float32]
    lift: NDArray[np.float32]
    shift: NDArray[np.float32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    taught: NDArray[np.bool_]


def rows_of(table: NDArray[np.int8], ids: Ids) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the row of each feature in a table, and whether the row is its own."""
    rest = IDENTITY_BITS - (len(table).bit_length() - 1)
    rows = (ids >> np.uint32(rest)).astype(np.intp)
    proof = (ids & np.uint32((1 << rest) - 1)).astype(np.uint8)
    # Taken row by row: a column on its own would first be copied whole.
    return rows, table[rows, 0].view(np.uint8) == proof


_NUMBERS: Final = (
    "scale", "line_bias", "spoken_bias", "slope", "lift", "shift", "low", "high", "taught",
)  # fmt: skip


def save(weights: Weights, path: Path) -> None:
    """Write the weights as one file without anything executable in it: a header, then the table."""
    about = {name: getattr(weights, name).tolist() for name in _NUMBERS}
    header = json.dumps({"heads": HEADS, "rows": len(weights.table), **about}).encode()
    size = len(_MAGIC) + 8 + len(header)
    start = -(-size // _PAGE) * _PAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
        file.write(b"\0" * (start - size))
        file.write(weights.table.tobytes() + weights.said.tobytes())
        for name in SHAPES:
            file.write(getattr(weights.network, name).astype("<f4").tobytes())


def load(path: Path) -> Weights:
    """Map a file that `save` wrote into memory. Raise NotWeights for any other file."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise NotWeights(str(path))
        size = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(size))
        start = -(-file.tell() // _PAGE) * _PAGE
    if tuple(about["heads"]) != HEADS:
        raise NotWeights(f"{path}: made for other heads")
    table = np.memmap(path, np.int8, "r", start, (about["rows"], WIDTH))
    said = np.memmap(path, np.int8, "r", start + table.size, (about["rows"], SAID_WIDTH))
    numbers = {name: np.array(about[name], np.float32) for name in _NUMBERS[:-1]}
    network = _network(path, start + table.size + said.size)
    return Weights(
        np.asarray(table),
        np.asarray(said),
        network,
        **numbers,
        taught=np.array(about["taught"], np.bool_),
    )


def _network(path: Path, start: int) -> Network:
    parts, at = {}, 0
    behind = np.fromfile(path, "<f4", offset=start)
    for name, shape in SHAPES.items():
        size = math.prod(shape)
        parts[name] = behind[at : at + size].reshape(shape)
        at += size
    return Network(**parts)
