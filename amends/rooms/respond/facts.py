"""Gather what a language model may know of a case: its own customer, and nobody else's words."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from amends.casebook import doors
from amends.casebook.models import (
    Author,
    Case,
    Customer,
    Delivery,
    Mention,
    Message,
    Order,
    RemedyState,
    Visibility,
)
from amends.casebook.outbox import SPENT
from amends.messages.when import say_when
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.drafting.asking import DraftFacts, Fact
from amends.playbook.drafting.placeholders import OTHER, Secret
from amends.playbook.policy import Policy
from amends.rooms.respond.occasion import next_contact


TURNS = 12
ORDERS = 5
SHORTEST = 3  # of a part of a name: a shorter one is a word of every text
DECIDED = (RemedyState.APPROVED, RemedyState.DELIVERED)


def draft_facts(
    case: Case, where: doors.Address, known: ReviewContext, *, policy: Policy, now: datetime
) -> DraftFacts:
    """Return the facts of one draft; ``known`` is what the review of the same draft knows."""
    is_public = where.visibility == Visibility.PUBLIC
    zone = ZoneInfo(case.brand.timezone)
    at = next_contact(case, policy, now)
    return DraftFacts(
        language=known.lang,
        brand=case.brand.name_in(known.lang),
        channel=where.source.kind,
        public=is_public,
        stage=known.stage,
        fault=known.fault,
        reply_by=say_when(at, now, known.lang, zone),
        reply_at=at,
        turns=_turns(case, is_public=is_public),
        known=tuple(_known(case, is_public=is_public)),
        secrets=tuple(_secrets(case, known)),
        order_pattern=case.brand.order_pattern or None,
        has_remedy=case.remedies.filter(state__in=DECIDED).exists(),
    )


def _turns(case: Case, *, is_public: bool) -> tuple[Turn, ...]:
    """Return what this customer said and what we answered him; in public only what stood there."""
    heard = Mention.objects.filter(case=case, author=case.author_id, is_ours=False)
    said = Delivery.objects.filter(case=case, author=case.author_id, state__in=SPENT)
    said = said.filter(message=Message.REPLY)
    if is_public:
        heard, said = (_public(heard), _public(said))
    heard = heard.filter(deleted_at=None).order_by("-said_at", "-pk")[:TURNS]
    turns = [(m.said_at, Turn("customer", m.text or m.subject)) for m in heard]
    turns += [(d.not_before, Turn("shop", d.text)) for d in said.order_by("-pk")[:TURNS]]
    return tuple(turn for _at, turn in sorted(turns, key=lambda one: one[0]))[-TURNS:]


def _public(rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # of either noun
    return rows.filter(visibility=Visibility.PUBLIC)


def _known(case: Case, *, is_public: bool) -> Iterator[Fact]:
    if name := _called(case, is_public=is_public):
        yield Fact("customer_name", name)
    yield Fact("topics", ", ".join(case.topics), is_sure=False)
    if case.is_safety:
        yield Fact("safety_at_stake", "yes")
    if "vip" in case.segments:
        yield Fact("valued_customer", "solution first, no long explanation")
    if case.desired_outcome:
        yield Fact("customer_wants", case.desired_outcome)
    for remedy in case.remedies.filter(state__in=DECIDED):
        yield Fact("remedy", f"{remedy.kind}, {remedy.state}")
    if is_public:
        return  # S4a-23: what must not stand in public need not be known to write it
    for order in _orders(case.customer):
        yield Fact("order", order.number)
        yield Fact("order_status", order.status, is_sure=False)


def _called(case: Case, *, is_public: bool) -> str:
    """Return how the customer is called: in public only as the account itself shows."""
    shown = case.author.name if case.author else ""
    own = case.customer.name if case.customer and not is_public else ""
    return next(iter((own or shown).split()), "")


def _orders(customer: Customer | None) -> list[Order]:
    return list(customer.orders.exclude(status="")[:ORDERS]) if customer else []


def _secrets(case: Case, known: ReviewContext) -> Iterator[Secret]:
    """Yield everything private we know by name: the customer's own, and other people's."""
    people = [case.author.name if case.author else "", *known.customer_names]
    people += [case.customer.name] if case.customer else []
    for name in dict.fromkeys(people):
        yield Secret("NAME", name)
        yield from (Secret("NAME", part) for part in name.split() if len(part) >= SHORTEST)
    if case.author:
        own = (
            case.author.external_id,
            case.author.handle,
            case.author.email,
            case.author.phone,
        )
        yield from (Secret("CONTACT", text) for text in own)
    yield from (Secret("CONTACT", text) for text in known.known_private)
    yield from (Secret("ORDER", number) for number in known.known_order_numbers)
    yield from (Secret(OTHER, name) for name in _others(case, known))


def _others(case: Case, known: ReviewContext) -> set[str]:
    """Return the names of colleagues, and of everybody else who speaks where this case does."""
    threads = case.mentions.exclude(thread="").values("thread")
    beside = Author.objects.filter(brand=case.brand_id, mentions__thread__in=threads)
    beside = beside.exclude(pk=case.author_id or 0)
    names = beside.values_list("name", flat=True).distinct()
    return {*names, *known.other_customers, *known.colleague_names}
