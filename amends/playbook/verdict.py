"""What a rule answers: a value, and why."""

from dataclasses import dataclass
from typing import Generic, TypeVar


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """The answer of a rule; ``because`` holds reason codes and rule ids, kept in the ledger."""

    value: T
    because: tuple[str, ...] = ()
