"""When to listen again, and in which words a source's trouble is told; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.connectors.network.answers import Gone, TooLong
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Busy,
    Capability,
    ConnectorError,
    NeedsReconnecting,
    OutOfCredits,
    Unreachable,
)
from amends.connectors.registry import CONNECTORS


LONGEST_PAUSE = timedelta(hours=1)
RECONNECT_PAUSE = timedelta(minutes=15)
BROKEN_CALL_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 5  # the last one an hour after the one before
HUB_WORD = timedelta(days=8)  # so long a hub that called is trusted to call again
FILE_PAUSE = timedelta(minutes=1)
LONGEST_FILE_PAUSE = timedelta(hours=6)
FILES_KEPT = timedelta(days=7)  # so long the service that keeps them longest has them
CODE_BY_ERROR: dict[type[ConnectorError], str] = {
    NeedsReconnecting: "needs_reconnecting",
    OutOfCredits: "out_of_credits",
    Busy: "busy",
    Unreachable: "unreachable",
    BrokenPage: "broken_page",
}


# What no waiting mends: it is told to a person, once each time.
NEEDS_A_PERSON = frozenset({"needs_reconnecting", "out_of_credits", "budget_used_up"})
MORNING_HOUR = 8
FEWEST_PEOPLE = 3
SILENT_FOR = timedelta(days=14)


class BudgetUsedUp(Exception):
    """What reading here may cost this month is used up."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a source was not heard: a code for people's words, and how long to wait."""

    code: str
    pause: timedelta


def listeners() -> list[str]:
    """Return the kinds that are asked for what was said; others are called, or written by hand."""
    return [name for name, kind in CONNECTORS.items() if getattr(kind.connector, "hear", None)]


def may_ask_ahead(page: Batch, budget_micros: int | None) -> bool:
    """Tell whether the next page may be asked for while this one is being stored.

    Not where storing it decides how to ask: with secrets that the service changed, or within a
    budget that this page may use up.
    """
    return bool(page.cursor) and not page.secrets and budget_micros is None


def breath(kind: str) -> timedelta:
    """Return the pause between two rounds at a healthy source, as its kind asks for."""
    known = CONNECTORS.get(kind)
    return timedelta(seconds=(known.capability if known else Capability()).poll_s)


def breath_between(kind: str, called_at: datetime | None, now: datetime) -> timedelta:
    """Return the pause at a healthy source: longer where a hub tells what is new.

    What changed later no hub tells, so it is asked all the same, at least once an hour.
    """
    usual = breath(kind)
    is_called = called_at is not None and now - called_at < HUB_WORD
    return (
        max(usual, min(usual * 4, LONGEST_PAUSE)) if is_called and _subscribes(kind) else usual
    )


def _subscribes(kind: str) -> bool:
    known = CONNECTORS.get(kind)
    return known is not None and known.subscribes


def judge_failure(error: Exception, kind: str, failures: int, *, luck: float = 0.5) -> Trouble:
    """Say what to do after a failed round; ``failures`` counts in a row, this one included.

    A busy service is obeyed; a rejected sign-in waits for a person; the rest doubles its pause, by
    ``luck`` (0 to 1) a quarter shorter or longer, so that sources which fell ill together do not
    come back together.
    """
    if isinstance(error, Busy):
        return Trouble("busy", min(timedelta(seconds=error.retry_after_s), LONGEST_PAUSE))
    if isinstance(error, BudgetUsedUp):
        return Trouble("budget_used_up", LONGEST_PAUSE)
    code = CODE_BY_ERROR.get(type(error), "unexpected")  # type: ignore[arg-type]  # any error may ask
    if isinstance(error, NeedsReconnecting):
        return Trouble(code, RECONNECT_PAUSE)
    pause = min(breath(kind) * 2 ** min(failures, 12), LONGEST_PAUSE)
    return Trouble(code, pause * (0.75 + luck / 2))


def judge_broken_call(attempts: int) -> timedelta | None:
    """Say when to read a call again that could not be read; None leaves it to a person."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return BROKEN_CALL_PAUSE * int(4 ** (attempts - 1))


def judge_file(error: Exception, attempts: int, age: timedelta) -> tuple[str, timedelta | None]:
    """Say why a file did not come, and when to ask for it again; None leaves it to a person.

    ``age`` since the file was told: what stayed away for a week is there no more.
    """
    if isinstance(error, Gone | TooLong):
        return ("too_big" if isinstance(error, TooLong) else "gone"), None
    code = CODE_BY_ERROR.get(type(error), "unexpected")  # type: ignore[arg-type]  # any error may ask
    pause = min(FILE_PAUSE * int(4 ** min(attempts - 1, 8)), LONGEST_FILE_PAUSE)
    if isinstance(error, Busy):
        pause = max(pause, min(timedelta(seconds=error.retry_after_s), LONGEST_FILE_PAUSE))
    return code, pause if age + pause < FILES_KEPT else None


def is_telling_due(tells: str, told_at: datetime | None, local: datetime) -> bool:
    """Tell whether what was found is told now: each minute, each hour, or each morning at eight.

    ``local`` is the time at the brand; a monitor that told nothing yet is due.
    """
    moment = local.replace(second=0, microsecond=0)
    if tells != "at_once":
        moment = moment.replace(minute=0)
    if tells == "daily":
        morning = moment.replace(hour=MORNING_HOUR)
        moment = morning if morning <= local else morning - timedelta(days=1)
    return told_at is None or told_at < moment


def is_abandoned(
    *,
    people: int,
    first_heard_at: datetime | None,
    last_reply_at: datetime | None,
    now: datetime,
) -> bool:
    """Tell whether an account of ours looks abandoned: people write, and nobody answers (S4d-06).

    ``people`` wrote to it lately, the first of them at ``first_heard_at``.
    """
    if people < FEWEST_PEOPLE or first_heard_at is None:
        return False
    return now - max(first_heard_at, last_reply_at or first_heard_at) >= SILENT_FOR
