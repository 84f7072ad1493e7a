"""How well a source is heard, in words a shop owner understands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from amends.casebook.models import Source
from amends.connectors.protocol import Capability, Door, Hook
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen.rules import breath_between, listeners


TROUBLES = {
    "needs_reconnecting": _(
        "The channel no longer accepts our sign-in: enter the password again."
    ),
    "out_of_credits": _(
        "The credits of this account are used up: buy more on the channel's own page."
    ),
    "busy": _("The channel asked us to wait; we go on by ourselves."),
    "unreachable": _("The channel could not be reached; we try again by ourselves."),
    "broken_page": _("The channel answered something we could not read; nothing was skipped."),
    "settings": _("The settings of this source are wrong: please look through them."),
    "silent": _(
        "Nothing has been said there for longer than usual: please look whether all is well."
    ),
    "broken_call": _(
        "A call of the service could not be read; it is kept on the source's page."
    ),
    "budget_used_up": _(
        "This month's budget is used up: we read on when the month turns, or when you raise it."
    ),
    "vault_locked": _(
        "What it needs to sign in was stored with another key (AMENDS_VAULT_KEY)."
    ),
    "unexpected": _("Something unexpected happened; we try again by ourselves."),
}
SLOW_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Health:
    """One source as its owner reads it; ``level`` is ok, slow, down or none."""

    source: Source
    level: str
    words: str
    trouble: str
    title: str
    answers: str
    listens: bool


def health_of(source: Source, now: datetime) -> Health:
    """Judge a source by what its row says."""
    kind = CONNECTORS.get(source.kind)
    level, words = _level(source, now)
    return Health(
        source,
        level,
        words,
        _trouble(source),
        gettext(kind.title) if kind else source.kind,
        _answers(kind.capability) if kind else "",
        kind is not None and kind.capability.reads,
    )


def say_trouble(code: str) -> str:
    """Say a trouble in a sentence a person can act on."""
    return gettext(TROUBLES.get(code, TROUBLES["unexpected"]))


def _trouble(source: Source) -> str:
    if source.failures:
        return say_trouble(source.error_code)
    return say_trouble("silent") if source.silent_since else ""


def _level(source: Source, now: datetime) -> tuple[str, str]:
    if not source.is_enabled:
        return "none", gettext("Switched off")
    if source.failures:
        return "down", gettext("Not heard")
    if source.silent_since:
        return "slow", gettext("Strangely silent")
    if source.kind not in listeners():
        return _level_unasked(source)
    if source.asked_at and now - source.asked_at - _breath(source, now) > SLOW_AFTER:
        return "slow", gettext("Late")
    return ("ok", gettext("Heard")) if source.asked_at else ("none", gettext("Not heard yet"))


def _breath(source: Source, now: datetime) -> timedelta:
    return breath_between(source.kind, source.called_at, now)


def _level_unasked(source: Source) -> tuple[str, str]:
    """Judge what is never asked: services call it, or people write there."""
    kind = CONNECTORS.get(source.kind)
    if kind is None or not issubclass(kind.connector, Hook):
        return "ok", gettext("Open")
    return ("ok", gettext("Heard")) if source.called_at else ("none", gettext("Not called yet"))


def _answers(capability: Capability) -> str:
    doors = {capability.public, capability.private}
    if Door.API in doors:
        return gettext("Answered from here")
    return (
        gettext("Answered on its own site, by a link")
        if Door.DEEP_LINK in doors
        else gettext("Read only")
    )
