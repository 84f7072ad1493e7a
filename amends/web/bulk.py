"""One deed on many cases: each its own transaction, each with its own result."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from amends.casebook.models import Brand, Case, User
from amends.rooms.triage import service as triage
from amends.web.attempts import attempt
from amends.web.forms.tidy import wakes_at
from amends.web.reader import digits
from amends.web.rows import who_of


AT_ONCE = 25
MOST = 500
Do = Callable[[Case, "Order"], object]


@dataclass(frozen=True, slots=True)
class Order:
    """What shall happen to each case, by whom and when."""

    deed: str
    user: User
    now: datetime
    owner: User | None = None
    words: str = ""
    until: str = "customer"
    at: datetime | None = None  # as written, by the clock of each case's brand


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case; no problem means that it was done."""

    title: str
    url: str
    problem: str = ""


def _assign(case: Case, order: Order) -> object:
    to = order.owner or order.user
    return triage.hand_over(case, to, actor=order.user, now=order.now, reason=order.words)


def _tag(case: Case, order: Order) -> object:
    return triage.tag(case, order.words, actor=order.user, now=order.now)


def _close(case: Case, order: Order) -> object:
    return triage.not_a_complaint(case, actor=order.user, now=order.now, reason=order.words)


def _snooze(case: Case, order: Order) -> object:
    wakes = wakes_at(order.until, order.at, case.brand.timezone, order.now)
    return triage.snooze(case, wakes, actor=order.user, now=order.now)


DEEDS: Mapping[str, Do] = {
    "assign": _assign,
    "tag": _tag,
    "no-complaint": _close,
    "snooze": _snooze,
}


def do_some(keys: Iterable[int], brands: Mapping[int, Brand], order: Order) -> list[Result]:
    """Do it with each case inside the person's walls, in their order; one refusal stops no other."""
    keys = list(keys)
    found = Case.objects.filter(pk__in=keys, brand__in=list(brands))
    cases = found.select_related("owner", "author", "customer", "source").in_bulk()
    return [_do_one(cases[pk], brands[cases[pk].brand_id], order) for pk in keys if pk in cases]


def _do_one(case: Case, brand: Brand, order: Order) -> Result:
    case.brand = brand
    problems = attempt(lambda: DEEDS[order.deed](case, order))
    url = reverse("case", args=[brand.slug, case.number])
    title = f"{digits(case)} {who_of(case)}"
    return Result(title, url, " ".join(problems))
