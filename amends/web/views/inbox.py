"""The inbox: what waits, what is promised, what is with the customer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.casebook.models import Brand, Call, User
from amends.casebook.roles import shut_brands
from amends.web import hour, menus
from amends.web import inbox as queue
from amends.web.doors import can, desk_brands, is_htmx, person
from amends.web.forms.inbox import chosen
from amends.web.forms.tidy import SLEEPS
from amends.web.readiness import setups, with_facts
from amends.web.rows import rows_of, said_in
from amends.web.saved_views import saved
from amends.web.tally import Tally, count


DEAF = Count("sources", filter=Q(sources__is_enabled=True, sources__failures__gt=0))


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the queue, narrowed by the filters of the address."""
    now, by = timezone.now(), chosen(request.GET)
    user = person(request)
    asked = with_facts(desk_brands(user).annotate(deaf=DEAF, called=_calls(user)))
    everything = list(asked)
    brands = [b for b in everything if b.slug == by.get("brand", b.slug)]
    groups = _groups(request, brands, by, now) if brands else {}
    context = _around(request, everything, by) | {
        "groups": groups,
        "ticks": hour.ticks(),
        "marks": [] if by or not brands else hour.marks(brands, now),
    }
    return render(
        request, "web/inbox.html#queue" if is_htmx(request) else "web/inbox.html", context
    )


def _calls(user: User) -> Subquery:
    """Count in each brand the notes that call a person who has not looked."""
    unseen = Call.objects.filter(user=user, seen_at=None, note__case__brand=OuterRef("pk"))
    return Subquery(
        unseen.order_by().values("note__case__brand").annotate(n=Count("pk")).values("n")
    )


def _groups(
    request: HttpRequest, brands: Sequence[Brand], by: dict[str, Any], now: datetime
) -> dict[str, dict[str, Any]]:
    page = (
        queue.find(brands, by["q"])
        if "q" in by
        else queue.look(brands, by, person(request), now)
    )
    said, known = said_in(page.cases.values()), {b.pk: b for b in brands}
    return {
        name: {"rows": rows_of(cases, said, known, now), "more": _more(by, name, page)}
        for name, cases in page.cases.items()
    }


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
        "may_answer": any(can(b, "casebook.answer") for b in brands),
        "version": sum(b.version for b in brands),
        "tally": tally,
        "menus": menus.menus(by, tally, brands) if tally else [],
        "views": _views(request, brands, by, tally) if tally else [],
        "may_save": bool(by),
        "shut": [] if brands else shut_brands(person(request)),
        "sleeps": SLEEPS,
        "may_bulk": any(can(b, "casebook.answer") for b in brands),
        "owners": sorted(tally.owners, key=lambda one: one[1]) if tally else [],
    }


def _views(
    request: HttpRequest, brands: Sequence[Brand], by: dict[str, Any], tally: Tally
) -> list[menus.Link]:
    called = sum(getattr(b, "called", 0) or 0 for b in brands)
    ready = menus.views(by, tally, called)
    return [*ready, *saved(person(request), brands, by, tally)]
