"""What stands beside the composer: what he wants, what he told already, what a human would pick up."""

from collections.abc import Iterable
from dataclasses import dataclass

from amends.casebook.models import Case, Mention
from amends.playbook.listening import Heard, clause_of, details_of, guess_wish
from amends.rooms.respond import service as respond
from amends.rooms.respond.told import Told
from amends.web.reader import tame


EARLIER, READ = 5, 12


@dataclass(frozen=True, slots=True)
class Quote:
    """Something read in the customer's words, with the words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a writer needs to know without asking for it."""

    wish: Quote | None
    details: tuple[Quote, ...]
    told: tuple[Told, ...]
    earlier: tuple[Case, ...]


def beside(case: Case, mentions: Iterable[Mention]) -> Beside:
    """Gather it for a case; ``mentions`` are those of its conversation, newest first."""
    said = [m for m in mentions if not m.is_ours and m.text][:READ]
    return Beside(
        _wish(case, said), _details(case, said), respond.told_in(case), _earlier(case)
    )


def _wish(case: Case, said: list[Mention]) -> Quote | None:
    """Guess only where nobody has asked yet (S0-11)."""
    if case.desired_outcome:
        return None
    guesses = ((m, guess_wish(m.text, _language(case, m))) for m in said)
    return next((_quote(m, heard) for m, heard in guesses if heard), None)


def _details(case: Case, said: list[Mention]) -> tuple[Quote, ...]:
    """Return each kind of detail once, the latest words of it (S2-10)."""
    found: dict[str, Quote] = {}
    for mention in said:
        for heard in details_of(mention.text, _language(case, mention)):
            found.setdefault(heard.code, _quote(mention, heard))
    return tuple(dict.fromkeys(found.values()))


def _quote(mention: Mention, heard: Heard) -> Quote:
    return Quote(heard.code, tame(clause_of(mention.text, heard)))


def _language(case: Case, mention: Mention) -> str:
    analysis = getattr(mention, "analysis", None)
    return (analysis.lang if analysis else "") or case.language


def _earlier(case: Case) -> tuple[Case, ...]:
    """Return the latest other cases of the same person: he never tells them again (S2-14)."""
    rows = Case.objects.filter(brand=case.brand_id).exclude(pk=case.pk)
    if case.customer_id:
        rows = rows.filter(customer=case.customer_id)
    elif case.author_id:
        rows = rows.filter(author=case.author_id)
    else:
        return ()
    return tuple(rows.order_by("-pk")[:EARLIER])
