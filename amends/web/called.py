"""What a source's page says of the services that call it, in words a shop owner understands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from amends.casebook import links
from amends.casebook.models import ServiceCall, ServiceCallState, Source
from amends.connectors.protocol import Hook
from amends.connectors.registry import CONNECTORS


SHOWN = 10
WORDS = {
    ServiceCallState.NEW: _("Waits to be read"),
    ServiceCallState.READ: _("It was read"),
    ServiceCallState.BROKEN: _("Could not be read; it is kept"),
    ServiceCallState.UNKNOWN: _("Tells of nothing we know; it is kept for 30 days"),
}
UNREAD = {ServiceCallState.BROKEN, ServiceCallState.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Called:
    """Where a service calls a source, what came last, and how many calls were refused.

    ``address`` is empty where nobody needs to paste it.
    """

    address: str
    refused: int
    calls: Sequence[tuple[ServiceCall, str]]

    @property
    def has_unread(self) -> bool:
        """Tell whether something came that may be read once more."""
        return any(call.state in UNREAD for call, _words in self.calls)


def called(source: Source) -> Called | None:
    """Return how a source is called; None where nobody calls its kind, or a hub has not yet."""
    kind = CONNECTORS.get(source.kind)
    if kind is None or not issubclass(kind.connector, Hook):
        return None
    rows = source.service_calls.defer("raw", "headers", "query").order_by("-pk")[:SHOWN]
    if kind.subscribes and not rows and not source.refused_calls:
        return None
    return Called(
        "" if kind.subscribes else links.call_link(source),
        source.refused_calls,
        [(row, gettext(WORDS[ServiceCallState(row.state)])) for row in rows],
    )
