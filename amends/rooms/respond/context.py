"""Gather from the rows what the review of a reply must know."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from amends.casebook import doors, outbox
from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    Confirmation,
    Customer,
    Delivery,
    Mention,
    Message,
    Reply,
    Visibility,
)
from amends.casebook.zones import zone_of
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.policy import Policy
from amends.rooms.respond.allowing import money_of
from amends.rooms.respond.told import ORDER, Told, told_in


TURNS = 40
ORDERS = 20


def review_context(
    case: Case, where: doors.Address, *, policy: Policy, now: datetime
) -> ReviewContext:
    """Return what the playbook must know of a case to judge one draft in it.

    A public draft is judged by what stands in public, a private one by everything.
    """
    is_public = where.visibility == Visibility.PUBLIC
    heard, said = _heard(case, where), _said(case, where)
    customer, told = case.customer, told_in(case)
    return ReviewContext(
        lang=doors.language_of(case),
        dialect=_dialect(case),
        public=is_public,
        channel=where.source.kind,
        conversation=_turns(case, heard, said),
        public_replies_already=said.count() if is_public else 0,
        fault=case.fault,
        stage=stage_of(case),
        now=now,
        timezone=zone_of(case).key,
        recent_replies=recent_replies(case.brand, policy),
        published=tuple(m.text for m in heard if m.visibility == Visibility.PUBLIC),
        safety=case.is_safety,
        confirmed=is_confirmed(case),
        shown_names=(case.author.name,) if case.author else (),
        customer_names=_private_names(case),
        known_private=(*(_keys(customer) if customer else ()), *_told(told, private=True)),
        known_order_numbers=(
            *(_orders(customer) if customer else ()),
            *_told(told, private=False),
        ),
        colleague_names=tuple(case.brand.memberships.values_list("user__name", flat=True)),
        other_customers=_other_names(case, heard),
        order_pattern=case.brand.order_pattern or None,
        money=money_of(case, policy),
    )


def is_confirmed(case: Case) -> bool:
    """Tell whether the customer himself said that it is solved."""
    return Confirmation.objects.filter(case=case, is_solved=True).exists()


def spent_replies(case: Case) -> QuerySet[Delivery]:
    """Return the replies of a case that went out, are on their way, or may have gone out."""
    return Delivery.objects.filter(case=case, message=Message.REPLY, state__in=outbox.SPENT)


def _heard(case: Case, where: doors.Address) -> list[Mention]:
    mentions = Mention.objects.filter(case=case, is_ours=False)
    if where.visibility == Visibility.PUBLIC:
        thread = Mention.objects.filter(source=where.source, is_ours=False)
        thread = thread.filter(thread=where.thread) if where.thread else thread.none()
        mentions = mentions.filter(visibility=Visibility.PUBLIC) | thread
    mentions = mentions.select_related("author__customer").order_by("-said_at", "-pk")
    return list(mentions[:TURNS])[::-1]


def _said(case: Case, where: doors.Address) -> QuerySet[Delivery]:
    if where.visibility != Visibility.PUBLIC:
        return spent_replies(case)
    return Delivery.objects.filter(
        source=where.source,
        thread=where.thread,
        visibility=Visibility.PUBLIC,
        message=Message.REPLY,
        state__in=outbox.SPENT,
    )


def _turns(case: Case, heard: list[Mention], said: QuerySet[Delivery]) -> tuple[Turn, ...]:
    ours = list(said.select_related("reply").order_by("-pk")[:TURNS])
    people = dict.fromkeys(mention.author_id for mention in heard)
    names = {who: f"customer_{n}" for n, who in enumerate(people, 1)}
    if len(names) == 1 or set(people) == {case.author_id}:
        names = dict.fromkeys(people, "customer")
    turns = [(m.said_at, 0, m.pk, Turn(names[m.author_id], m.text or m.subject)) for m in heard]
    turns += [(_written_at(d), 1, d.pk, Turn("shop", d.text)) for d in ours]
    return tuple(turn for *_, turn in sorted(turns, key=lambda row: row[:3]))


def _written_at(delivery: Delivery) -> datetime:
    return delivery.reply.written_at if delivery.reply else delivery.not_before


def _dialect(case: Case) -> str | None:
    read = case.mentions.filter(analysis__isnull=False).select_related("analysis")
    last = read.order_by("-said_at").first()
    return (last.analysis.dialect or None) if last else None


def stage_of(case: Case) -> str:
    """Return where the talk stands: its first reply, what follows, or its end."""
    if case.state in {CaseState.RESOLVED, CaseState.CLOSED}:
        return "closing"
    return "follow_up" if spent_replies(case).exists() else "first"


def recent_replies(brand: Brand, policy: Policy) -> tuple[str, ...]:
    """Return the last public replies of a brand that went out or may have, newest first."""
    replies = Reply.objects.filter(case__brand=brand, visibility=Visibility.PUBLIC)
    spent = replies.filter(delivery__state__in=outbox.SPENT)
    texts = spent.order_by("-written_at", "-pk").values_list("text", flat=True)
    return tuple(texts[: policy.limits.canned_window])


def _private_names(case: Case) -> tuple[str, ...]:
    """Return the customer's full name where his public account does not show it."""
    shown = case.author.name if case.author else ""
    name = case.customer.name if case.customer else ""
    return (name,) if name and name != shown else ()


def _told(told: Iterable[Told], *, private: bool) -> Iterator[str]:
    """Yield what he told himself: order numbers, or the rest he said in private (S2-14)."""
    for one in told:
        is_private = one.kind != ORDER and one.visibility == Visibility.PRIVATE
        if is_private if private else one.kind == ORDER:
            yield one.value


def _keys(customer: Customer) -> tuple[str, ...]:
    return tuple(customer.identities.values_list("value", flat=True))


def _orders(customer: Customer) -> tuple[str, ...]:
    return tuple(customer.orders.values_list("number", flat=True)[:ORDERS])


def _other_names(case: Case, heard: list[Mention]) -> tuple[str, ...]:
    others = [m.author for m in heard if m.author and m.author_id != case.author_id]
    names = [one.customer.name for one in others if one.customer and one.customer.name]
    return tuple(dict.fromkeys(names))
