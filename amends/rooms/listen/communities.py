"""Write down where we took part, always saying who we are (S4d-10, C-27); and small delights (S4b-22)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.casebook import ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Case, Delight, Participation, User
from amends.casebook.roles import may
from amends.connectors.values.links import web_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was said where, and how we said who we are."""

    place: str
    text: str
    disclosure: str
    url: str = ""


@transaction.atomic
def take_part(brand: Brand, said: Part, *, actor: User, now: datetime) -> Participation:
    """Keep what was said in a community, and how we said who we are.

    Raises NotAllowed, or Refused without a place, words or disclosure, or for a link that is none.
    """
    _may(actor, brand)
    if not said.disclosure.strip():
        raise Refused("disclosure_missing", "S4d-10", "C-27")
    if not said.place.strip() or not said.text.strip():
        raise Refused("place_or_words_missing")
    if said.url.strip() and not web_link(said.url):
        raise Refused("link_is_none")
    row = Participation.objects.create(
        brand=brand,
        user=actor,
        place=said.place.strip()[:200],
        url=web_link(said.url)[:2000],
        text=said.text.strip(),
        disclosure=said.disclosure.strip()[:300],
        said_at=now,
    )
    ledger.touch(brand.pk)
    return row


@transaction.atomic
def give_delight(
    brand: Brand, what: str, *, actor: User, now: datetime, number: int | None = None
) -> Delight:
    """Keep a small delight, of a case where its number is given.

    Raises NotAllowed, or Refused without words, or for a case that the brand does not have.
    """
    _may(actor, brand)
    if not what.strip():
        raise Refused("delight_empty")
    case = Case.objects.filter(brand=brand, number=number).first() if number else None
    if number and case is None:
        raise Refused("no_such_case")
    row = Delight.objects.create(
        brand=brand, case=case, user=actor, what=what.strip(), given_at=now
    )
    if case is not None:
        facts = {"delight": row.pk}
        ledger.append(case, "delighted", now=now, facts=facts, because=["S4b-22"], actor=actor)
    ledger.touch(brand.pk)
    return row


def _may(actor: User, brand: Brand) -> None:
    if not may(actor, "casebook.answer", brand):
        raise NotAllowed("You may not do this.")
