"""Causes: what makes most of the complaints, who removes it, and the proof that it is gone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST, require_safe

from amends.casebook.models import Brand, Cause
from amends.rooms.diagnose import acting, board, service
from amends.rooms.diagnose.board import Line
from amends.web import calendars, charts, periods
from amends.web.attempts import attempt, tell
from amends.web.doors import can, desk_brands, person, row_for
from amends.web.forms.cause import DoneForm, PlanForm, ProofForm
from amends.web.reader import number, percent


NINETY = 90
FORMS = {"plan": PlanForm, "done": DoneForm, "prove": ProofForm}


@login_required
@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    """Show the Pareto of causes, and the chosen one with its action and its proof."""
    now, everything = timezone.now(), list(desk_brands(person(request)))
    look = periods.look_at(request.GET, everything, NINETY)
    ids = [brand.pk for brand in look.brands]
    lines = board.board(ids, look.since(now)) if ids else []
    silent = service.silent_estimate(ids, look.since(now))
    context = {
        "page": "causes",
        "look": look,
        "chips": periods.choices(look, everything),
        "lines": _drawn(lines, silent.multiplier),
        "vital": [line for line in lines if line.weight.is_vital],
        "silent": silent,
        "brand_names": everything[0].name if len(everything) == 1 else "",
        "version": sum(brand.version for brand in everything),
    }
    chosen = _chosen(request, lines)
    if chosen:
        context |= _one(chosen, {brand.pk: brand for brand in everything}, now)
    return render(request, "web/causes.html", context)


def _chosen(request: HttpRequest, lines: Sequence[Line]) -> Line | None:
    asked = request.GET.get("cause", "")
    return next((line for line in lines if str(line.weight.cause.pk) == asked), None) or next(
        iter(lines), None
    )


def _drawn(lines: Sequence[Line], multiplier: float) -> list[dict[str, Any]]:
    """Give each line its bar, and say after which one the vital few end."""
    widest = max((line.weight.cases for line in lines), default=1)
    made = []
    for n, line in enumerate(lines):
        last = n + 1 == len(lines)
        cut = line.weight.is_vital and not last and not lines[n + 1].weight.is_vital
        made.append(
            {
                "line": line,
                "rank": number(n + 1),
                "width": round(100 * line.weight.cases / widest),
                "silent": round(line.weight.cases * multiplier),
                "cut": percent(line.weight.cumulative) if cut else "",
            }
        )
    return made


def _one(line: Line, brands: dict[int, Brand], now: datetime) -> dict[str, Any]:
    cause, zone = line.weight.cause, brands[line.weight.cause.brand_id].timezone
    cause.brand = brands[cause.brand_id]
    counted = board.weeks(cause, now)
    done_at = line.action.done_at if line.action else None
    since = (done_at - counted[0][0]) / (now - counted[0][0]) if done_at else -1
    first = calendars.short_day(counted[0][0], zone)
    numbers = [n for _start, n in counted]
    initial = {"what": line.action.what, "owner": line.action.owner_id} if line.action else {}
    return {
        "chosen": line,
        "cause": cause,
        "zone": zone,
        "weeks": [(calendars.day(start, zone), n) for start, n in counted],
        "chart": charts.curve(
            numbers, first, gettext("Now"), since if 0 <= since <= 1 else None
        ),
        "chart_label": gettext("Complaints a week, oldest first: %s")
        % gettext(", ").join(number(n) for n in numbers),
        "may_act": can(cause.brand, "casebook.diagnose"),
        "plan": PlanForm(cause=cause, initial=initial),
        "proof": ProofForm(cause=cause),
    }


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Plan what removes a cause, say that it was done, or prove that it is gone."""
    if deed not in FORMS:
        raise Http404
    cause = row_for(request, Cause.objects.select_related("brand"), pk, "casebook.diagnose")
    form = FORMS[deed](request.POST, cause=cause)
    problems = (
        _do(request, cause, deed, form)
        if form.is_valid()
        else [str(e) for errors in form.errors.values() for e in errors]
    )
    tell(request, problems, _("Written down."))
    return redirect(f"{reverse('causes')}?cause={cause.pk}#cause")


def _do(request: HttpRequest, cause: Cause, deed: str, form: Any) -> list[str]:
    user, now = person(request), timezone.now()
    if deed == "plan":
        given = form.cleaned_data
        return attempt(
            lambda: acting.plan_action(
                cause,
                given["what"],
                owner=given["owner"],
                due_at=given["due"],
                user=user,
                now=now,
            )
        )
    action = cause.corrective_actions.select_related("cause__brand").order_by("-pk").first()
    if action is None:
        raise Http404
    if deed == "done":
        return attempt(lambda: acting.finish_action(action, user=user, now=now))
    proof = form.cleaned_data["proof"]
    return attempt(lambda: acting.prove_action(action, proof, user=user, now=now))
