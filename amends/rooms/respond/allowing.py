"""What money somebody who answers may promise back: what was decided, else what is his to decide."""

from decimal import Decimal

from amends.casebook.models import Case, CaseVerdict, Fault, RemedyKind, RemedyState
from amends.connectors.values.money import MINOR_DIGITS
from amends.playbook.contract import Money
from amends.playbook.policy import Policy


DECIDED = (RemedyState.APPROVED, RemedyState.DELIVERED)
OURS = (CaseVerdict.UPHELD, CaseVerdict.PARTLY)
MONEY_BACK = (RemedyKind.REFUND, RemedyKind.DISCOUNT)


def money_of(case: Case, policy: Policy) -> Money:
    """Return what may be promised back in a case now (S3-23, S1-28, C-24).

    Before a verdict that is what the policy lets be assured. At most what was decided; without a
    decision an agent's own limit; a decision without a sum sets no bound.
    """
    decided = case.remedies.filter(state__in=DECIDED, kind__in=MONEY_BACK)
    sums = list(decided.values_list("amount_minor", "currency"))
    may_return = (
        bool(sums)
        or case.fault == Fault.OURS
        or case.verdict in OURS
        or policy.promise_refund_before_verdict == "assured"
    )
    return Money(may_return, _most(sums) if sums else _own_limit(case, policy))


def _most(sums: list[tuple[int, str]]) -> Decimal | None:
    if any(not amount for amount, _ in sums):
        return None
    return max(_main(amount, currency) for amount, currency in sums)


def _own_limit(case: Case, policy: Policy) -> Decimal | None:
    """An agent's limit says no currency: it is that of what the customer has bought."""
    orders = case.customer.orders.exclude(currency="") if case.customer else None
    last = orders.first() if orders is not None else None
    return _main(policy.limits.agent_remedy_limit_minor, last.currency) if last else None


def _main(amount_minor: int, currency: str) -> Decimal:
    return Decimal(amount_minor).scaleb(-MINOR_DIGITS.get(currency, 2))
