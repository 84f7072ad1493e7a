"""What is kept of channels whose terms let us keep no words (decision 7); pure but for the memory."""

from collections.abc import Iterable
from dataclasses import replace

from amends.casebook import passing
from amends.connectors.protocol import Batch, Edit, Heard


KEPT = ("rating", "rating_of", "is_indirect", "site")  # of ``data``: figures, no words


def without_words(source: int, batch: Batch) -> Batch:
    """Return a page with ids, links, times and stars alone; its words are handed on in passing."""
    return replace(
        batch,
        mentions=tuple(_skeleton(source, one) for one in batch.mentions),
        edits=tuple(_edit(source, one) for one in batch.edits),
    )


def _skeleton(source: int, heard: Heard) -> Heard:
    passing.hand_on(source, heard.external_id, heard.text or heard.subject)
    return Heard(
        external_id=heard.external_id,
        text="",
        said_at=heard.said_at,
        visibility=heard.visibility,
        url=heard.url,
        thread=heard.thread,
        parents=heard.parents,
        is_ours=heard.is_ours,
        data=_figures(heard.data.items()),
    )


def _edit(source: int, edit: Edit) -> Edit:
    passing.hand_on(source, edit.external_id, edit.text)
    return replace(edit, text="", subject="", data=_figures(edit.data.items()))


def _figures(told: Iterable[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in told if name in KEPT}
