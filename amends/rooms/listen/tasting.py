"""Ask a source what it would say now, and keep nothing of it."""

from collections.abc import Sequence

from django.db import transaction

from amends.casebook import vault
from amends.casebook.models import Source
from amends.connectors.protocol import Batch, Heard, Listener
from amends.rooms.listen.rounds import connect


TASTED = 10


def taste(source: Source) -> Sequence[Heard]:
    """Return up to ten things that would be heard now; neither they nor the cursor are stored.

    Only a token that the service changed is kept, or the next round could not sign in. Raises
    what the connector raises.
    """
    connector = connect(source)
    if not isinstance(connector, Listener):
        return ()
    batch = connector.hear(source.cursor)
    if batch.secrets:
        _keep_secrets(source, batch)
    return batch.mentions[:TASTED]


@transaction.atomic
def _keep_secrets(source: Source, batch: Batch) -> None:
    row = Source.objects.select_for_update().get(pk=source.pk)
    row.settings = vault.seal(vault.unseal(row.settings) | dict(batch.secrets))
    row.save(update_fields=["settings"])
