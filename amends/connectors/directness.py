"""Whether what is heard was said to us; its own file, for ``protocol`` is long enough."""

from enum import StrEnum


class Directness(StrEnum):
    """How what is heard came to us: only what is direct names us or stands at our own place."""

    DIRECT = "direct"
    FOUND = "found"  # by a search for our words
    OVERHEARD = "overheard"  # where everybody speaks of anything
