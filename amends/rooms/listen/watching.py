"""Say what a brand listens for: nothing is listened for before its owner accepted it.

S4a-08, S4d-07; in networks and where reviews are written (S4b-03).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.casebook import ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Monitor, Source, Tells, User
from amends.casebook.roles import may
from amends.language.naming.terms import patterns_of


MOST_WORDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a monitor shall listen for, as a person said it; see ``Monitor``."""

    name: str
    names: Sequence[str]
    words: Sequence[str] = ()
    own_words: Sequence[str] = ()
    excluded_words: Sequence[str] = ()
    languages: Sequence[str] = ()
    sources: Sequence[int] = ()
    tells: str = Tells.DAILY
    is_enabled: bool = True


@transaction.atomic
def keep_monitor(
    brand: Brand, wanted: Wanted, *, actor: User, now: datetime, monitor: Monitor | None = None
) -> Monitor:
    """Store a monitor, new or changed; the names themselves are always among its words.

    Raises NotAllowed, or Refused for one without a name, with a word too short to be found, or
    with too many.
    """
    _may_set_up(actor, brand)
    names = _each_once(wanted.names)
    words = _each_once([*names, *wanted.words])
    _check(names, [*words, *wanted.excluded_words, *wanted.own_words])
    row = monitor or Monitor(brand=brand, told_at=now)
    row.name = " ".join(wanted.name.split())[:120] or names[0][:120]
    row.names, row.words = names, words
    row.own_words, row.excluded_words = (
        _each_once(wanted.own_words),
        _each_once(wanted.excluded_words),
    )
    row.languages, row.tells, row.is_enabled = (
        list(wanted.languages),
        wanted.tells,
        wanted.is_enabled,
    )
    row.save()
    row.sources.set(Source.objects.filter(brand=brand, pk__in=wanted.sources))
    ledger.touch(brand.pk)
    return row


@transaction.atomic
def remove_monitor(monitor: Monitor, *, actor: User) -> None:
    """Stop listening for these words; what was found stays. Raises NotAllowed."""
    _may_set_up(actor, monitor.brand)
    ledger.touch(monitor.brand_id)
    monitor.delete()


def search_words(brand: Brand, most: int = 20) -> list[str]:
    """Return what a service should be asked to search for: the names first, then their spellings.

    For connectors that search by words; each once, handles and tags as they are.
    """
    monitors = list(Monitor.objects.filter(brand=brand, is_enabled=True).order_by("pk"))
    names = [name for monitor in monitors for name in monitor.names]
    words = [word for monitor in monitors for word in monitor.words]
    return _each_once([*names, *words])[:most]


def _may_set_up(actor: User, brand: Brand) -> None:
    if not may(actor, "casebook.set_up", brand):
        raise NotAllowed("You may not say what is listened for here.")


def _each_once(words: Iterable[str]) -> list[str]:
    trimmed = (" ".join(word.split()) for word in words)
    return list(dict.fromkeys(word for word in trimmed if word))


def _check(names: Sequence[str], words: Sequence[str]) -> None:
    if not names:
        raise Refused("monitor_without_name")
    if len(words) > MOST_WORDS:
        raise Refused("too_many_words")
    if any(not patterns_of(word) for word in words):
        raise Refused("word_too_short")
