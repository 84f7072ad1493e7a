"""The inbox: what waits, what is promised, what is with the customer."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.casebook.models import Brand, Call, Crisis, Notice
from amends.casebook.notices import CALLS, IN_THE_QUEUE
from amends.casebook.prepared import PreparedRows, Slot
from amends.casebook.roles import brands_open_to, shut_brands
from amends.web import hour, menus
from amends.web import inbox as queue
from amends.web.doors import can, is_htmx, person, with_role
from amends.web.forms.inbox import chosen
from amends.web.forms.tidy import SLEEPS
from amends.web.notice_words import crisis_words
from amends.web.readiness import FACTS, setups, with_facts
from amends.web.rows import rows_of
from amends.web.saved_views import saved
from amends.web.tally import Tally, count


DEAF = Count("sources", filter=Q(sources__is_enabled=True, sources__failures__gt=0))
ALARM = Subquery(Crisis.objects.filter(brand=OuterRef("pk"), ended_at=None).values("pk")[:1])


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the queue, narrowed by the filters of the address."""
    now, by = timezone.now(), chosen(request.GET)
    user = person(request)
    everything = _brands().fetch(user=user.pk)
    brands = [b for b in everything if b.slug == by.get("brand", b.slug)]
    groups = _groups(request, brands, by, now) if brands else {}
    marks = [] if by or not brands else hour.marks(brands, now)
    context = _around(request, everything, by) | {
        "groups": groups,
        "ticks": hour.ticks() if marks else [],
        "marks": marks,
        "marks_said": "; ".join(mark.words for mark in marks),
    }
    return render(
        request, "web/inbox.html#queue" if is_htmx(request) else "web/inbox.html", context
    )


@cache
def _brands() -> PreparedRows[Brand]:
    """Write the question for somebody's brands with all that the page says of each."""
    user = Slot("user")
    brands = with_role(brands_open_to(user)).annotate(
        deaf=DEAF, called=_calls(user), told=_notices(user), alarm=ALARM
    )
    return PreparedRows(with_facts(brands), "role", "deaf", "called", "told", "alarm", *FACTS)


def _calls(user: Slot) -> Subquery:
    """Count in each brand the notes that call a person who has not looked."""
    unseen = Call.objects.filter(user=user, seen_at=None, note__case__brand=OuterRef("pk"))
    return Subquery(
        unseen.order_by().values("note__case__brand").annotate(n=Count("pk")).values("n")
    )


def _notices(user: Slot) -> Subquery:
    """Count in each brand what was told to a person who has not looked."""
    unseen = Notice.objects.filter(user=user, seen_at=None, brand=OuterRef("pk"))
    unseen = unseen.exclude(kind__in=(*IN_THE_QUEUE, *CALLS))
    return Subquery(unseen.order_by().values("brand").annotate(n=Count("pk")).values("n"))


def _alarms(brands: Sequence[Brand]) -> list[tuple[Brand, str]]:
    """Return what burns at which brand; asks only where a crisis is open."""
    if not any(getattr(brand, "alarm", None) for brand in brands):
        return []
    by_key = {brand.pk: brand for brand in brands}
    rows = Crisis.objects.filter(brand__in=by_key, ended_at=None).order_by("started_at")
    return [(by_key[crisis.brand_id], crisis_words(crisis)) for crisis in rows]


def _groups(
    request: HttpRequest, brands: Sequence[Brand], by: dict[str, Any], now: datetime
) -> dict[str, dict[str, Any]]:
    page = (
        queue.find(brands, by["q"])
        if "q" in by
        else queue.look(brands, by, person(request), now)
    )
    rows = rows_of(page.cases, brands, now, may_choose=_may_answer(brands))
    return {
        name: {"rows": drawn, "more": _more(by, name, page)} for name, drawn in rows.items()
    }


def _may_answer(brands: Iterable[Brand]) -> bool:
    return any(can(brand, "casebook.answer") for brand in brands)


def _more(by: dict[str, Any], group: str, page: queue.Page) -> str:
    if group not in page.more:
        return ""
    name = None if group == "closed" else group
    return menus.address(by, group=name, after=page.more[group])


def _around(
    request: HttpRequest, brands: Sequence[Brand], by: dict[str, Any]
) -> dict[str, Any]:
    tally = count(brands, person(request)) if brands else None
    return {
        "page": "inbox",
        "by": by,
        "brands": brands,
        "setups": [] if by else setups(brands),
        "brand_names": brands[0].name if len(brands) == 1 else "",
        "deaf": sum(getattr(b, "deaf", 0) for b in brands),
        "alarms": _alarms(brands),
        "told": sum(getattr(b, "told", 0) or 0 for b in brands),
        "may_answer": _may_answer(brands),
        "version": sum(b.version for b in brands),
        "tally": tally,
        "menus": menus.menus(by, tally, brands) if tally else (),
        "views": _views(request, brands, by, tally) if tally else (),
        "may_save": bool(by),
        "shut": [] if brands else shut_brands(person(request)),
        "sleeps": SLEEPS,
        "may_bulk": _may_answer(brands),
        "owners": sorted(tally.owners, key=lambda one: one[1]) if tally else [],
    }


def _views(
    request: HttpRequest, brands: Sequence[Brand], by: dict[str, Any], tally: Tally
) -> tuple[menus.Link, ...]:
    called = sum(getattr(b, "called", 0) or 0 for b in brands)
    ready = menus.views(by, tally, called)
    return (*ready, *saved(person(request), brands, by, tally))
