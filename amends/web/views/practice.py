"""Practice: invented conversations to answer, praise before correction, and how it goes over time."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook.models import Brand, Language
from amends.casebook.policies import policy_of
from amends.rooms.coach import practising
from amends.rooms.coach.practice import Exercise, Judged, exercise, exercises
from amends.web.attempts import attempt
from amends.web.doors import brand_for, can, desk_brands, no_brand, person


@login_required
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Lead to practice at the first of the person's brands, in the person's language."""
    user = person(request)
    brand = desk_brands(user).first()
    if brand is None:
        return no_brand(request, "practice")
    return redirect("practice", brand.slug, user.language)


@login_required
@require_safe
def practice(request: HttpRequest, brand: str, language: str) -> HttpResponse:
    """Show the exercises of a language, what to take next, and how it goes."""
    at, user = brand_for(request, brand, "casebook.practise"), person(request)
    if language not in Language.values:
        raise Http404
    best = practising.best_of(at, user, language)
    context = _frame(at, language) | {
        "rows": [(one, best.get(one.code)) for one in exercises(language)],
        "next": practising.suggested(at, user, language, timezone.now()),
        "own": practising.progress_of(at, user),
        "team": _team(request, at),
        "is_team_hidden": _is_hidden(at),
    }
    return render(request, "web/practice.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: HttpRequest, brand: str, language: str, code: str) -> HttpResponse:
    """Show an exercise; an answer comes back with what is good in it, what is not, and another."""
    at = brand_for(request, brand, "casebook.practise")
    one = exercise(language, code) if language in Language.values else None
    if one is None:
        raise Http404
    context = _frame(at, language) | {"exercise": one, "text": request.POST.get("text", "")}
    if request.method != "POST":
        return render(request, "web/practise.html", context)
    judged, problems = _answer(request, at, one)
    context |= {"judged": judged, "problems": problems, "next": _next(request, at, language)}
    return render(request, "web/practise.html", context, status=422 if problems else 200)


def _answer(
    request: HttpRequest, brand: Brand, one: Exercise
) -> tuple[Judged | None, list[str]]:
    text = request.POST.get("text", "")
    user, now = person(request), timezone.now()
    made: list[Judged] = []
    problems = attempt(
        lambda: made.append(practising.answer(one, text, brand=brand, user=user, now=now))
    )
    return (made[0] if made else None), problems


def _next(request: HttpRequest, brand: Brand, language: str) -> Exercise | None:
    return practising.suggested(brand, person(request), language, timezone.now())


def _team(request: HttpRequest, brand: Brand) -> list[practising.Progress]:
    if not can(brand, "casebook.lead_team") or _is_hidden(brand):
        return []
    return practising.progress_of_team(brand, viewer=person(request))


def _is_hidden(brand: Brand) -> bool:
    return policy_of(brand).limits.practice_shown_to_lead == "nothing"


def _frame(brand: Brand, language: str) -> dict[str, Any]:
    return {
        "page": "practice",
        "brand": brand,
        "brand_names": brand.name,
        "language": language,
        "languages": Language.choices,
    }
