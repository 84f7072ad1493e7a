"""What a customer has told already in a case: nobody asks him twice (S2-14)."""

from collections.abc import Iterator
from dataclasses import dataclass

from amends.casebook.models import Case, Mention


LATEST = 40
ORDER = "order_no"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing he told: its kind (order_no, phone, email, address …), the words, where he said it."""

    kind: str
    value: str
    visibility: str
    mention: int


def told_in(case: Case) -> tuple[Told, ...]:
    """Return what he told in the latest messages of a case, each thing once, first told first."""
    said = Mention.objects.filter(case=case, is_ours=False).select_related("analysis", "author")
    known: dict[tuple[str, str], Told] = {}
    for mention in list(said.order_by("-said_at", "-pk")[:LATEST])[::-1]:
        for one in _told_by(mention):
            known.setdefault((one.kind, one.value), one)
    return tuple(known.values())


def _told_by(mention: Mention) -> Iterator[Told]:
    analysis = getattr(mention, "analysis", None)
    text = mention.text or mention.subject
    for span in analysis.private_data_spans if analysis else []:
        value = text[span["start"] : span["end"]].strip()
        if value:
            yield Told(span["type"], value, mention.visibility, mention.pk)
    author = mention.author
    for kind in ("email", "phone"):
        value = getattr(author, kind, "") if author else ""
        if value:
            yield Told(kind, value, "private", mention.pk)
