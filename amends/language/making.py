"""Make the shipped weights: `python -m amends.language.making [--build clean|full]`. Deterministic."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amends.language.corpus import HELD_BACK
from amends.language.examples import Example
from amends.language.gathering import gather, is_beside_messages
from amends.language.reading import SHIPPED
from amends.language.sets import BUILDS, shared_folder
from amends.language.table import save
from amends.language.training import fit_heads


_OURS = frozenset({"own ar", "own fa", "own en"})


def main() -> None:
    """Train the reader from our corpus and the sets, write it, and say what was done."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--build", choices=sorted(BUILDS), default="full")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--hold-back", action="store_true", help="leave out the test fifth")
    parser.add_argument("--out-of-fold", type=Path, help="also write what unseen folds say")
    chosen = parser.parse_args()
    folder = shared_folder()
    if not (folder / "data").is_dir():
        print(f"no training sets in {folder} (AMENDS_SHARED): our own corpus alone")  # noqa: T201 - a command
    without = HELD_BACK if chosen.hold_back else None
    examples = gather(folder, chosen.build, without)
    trained = fit_heads(examples)
    save(trained.weights, chosen.out)
    if chosen.out_of_fold:
        _write_crossed(examples, trained.crossed, chosen.out_of_fold, chosen.build)
    print(f"{len(examples)} examples, build {chosen.build}, written to {chosen.out}")  # noqa: T201 - a command


def _write_crossed(
    examples: Sequence[Example], crossed: NDArray[np.float32], path: Path, build: str
) -> None:
    """Write the log odds that texts got from folds that had not seen them.

    `texts` and `logits` are of our own messages, in file order; `others` of what stands beside
    them in `build`, in the order of `beside_messages`.
    """
    own = [at for at, one in enumerate(examples) if one.source in _OURS]
    others = [at for at, one in enumerate(examples) if is_beside_messages(one.source)]
    np.savez(
        path,
        logits=crossed[own],
        texts=np.array([examples[at].text for at in own]),
        others=crossed[others].astype(np.float16),
        build=np.array(build),
    )


if __name__ == "__main__":
    main()
