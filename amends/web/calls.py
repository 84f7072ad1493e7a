"""A call that somebody writes down while talking: who is calling, and the case it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext

from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    Customer,
    Identity,
    IdentityKind,
    Mention,
    Source,
    User,
)
from amends.connectors.phone import fold_number, parse_call
from amends.connectors.protocol import Batch, Heard
from amends.connectors.web_form import FormRefused
from amends.rooms.listen import service as listen
from amends.rooms.triage import service as triage
from amends.rooms.understand import service as understand
from amends.rooms.verify import service as verify


KIND = "phone"
SHOWN = 5  # open cases


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, as far as the number tells."""

    number: str = ""
    customer: Customer | None = None
    cases: tuple[Case, ...] = ()


def caller(brand: Brand, typed: str) -> Caller:
    """Return who calls from a number typed in any digits, with what is open with him."""
    number = fold_number(typed, brand.country)
    if not number:
        return Caller()
    key = Identity.objects.filter(brand=brand, kind=IdentityKind.PHONE, value=number)
    found = key.select_related("customer").first()
    if found is None:
        return Caller(number)
    cases = Case.objects.filter(brand=brand, customer=found.customer)
    still_open = cases.exclude(state=CaseState.CLOSED).select_related("owner")
    return Caller(number, found.customer, tuple(still_open.order_by("-pk")[:SHOWN]))


def log_call(
    brand: Brand, fields: Mapping[str, str], *, user: User, now: datetime
) -> Case | FormRefused:
    """Store a call as a private mention and give it its case; a second click changes nothing.

    Whoever writes a call down has decided that it matters: what the reader takes for no
    complaint becomes a case all the same, and the reader learns from it.
    """
    heard = parse_call({**fields, "at": _at(fields.get("at", ""), brand)}, now, brand.country)
    return _open(brand, heard, user, now) if isinstance(heard, Heard) else heard


@transaction.atomic
def _open(brand: Brand, heard: Heard, user: User, now: datetime) -> Case:
    source = _telephone(brand)
    listen.store(source, Batch(mentions=(heard,)), now=now)
    mention = Mention.objects.select_related("brand", "author", "case").get(
        source=source, external_id=heard.external_id
    )
    if mention.case is not None:
        return mention.case
    understand.understand([mention])
    verify.verify([mention], now=now)
    case = triage.triage(mention, now=now)
    is_complaint = True
    case = case or triage.correct(mention, "is_complaint", is_complaint, actor=user, now=now)
    if case is None:
        raise LookupError(heard.external_id)
    return case


def _telephone(brand: Brand) -> Source:
    """Return the brand's telephone, made at its first call; it has nothing to set up."""
    known = (
        Source.objects.select_for_update().filter(brand=brand, kind=KIND).order_by("pk").first()
    )
    return known or Source.objects.create(brand=brand, kind=KIND, name=gettext("Telephone"))


def _at(typed: str, brand: Brand) -> str:
    """Return the time a person typed, which is the brand's, with its zone."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    zone = moment.tzinfo or ZoneInfo(brand.timezone)
    return moment.replace(tzinfo=zone).astimezone(UTC).isoformat()
