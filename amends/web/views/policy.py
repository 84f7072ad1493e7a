"""The policy: 27 places where advice disagrees, each decided once; and the numbers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook import policies
from amends.casebook.models import Brand, PolicyApproval, PolicyChange, User
from amends.playbook import laws
from amends.playbook.cards import CODES, Card, cards, numbers
from amends.playbook.errors import PolicyError
from amends.playbook.keys import Key
from amends.web import settings_page
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, can, desk_brands, no_brand, person
from amends.web.reader import language


SET_UP, NUMBERS = "casebook.set_up", "numbers"
REMEMBERED = 8


@login_required
@require_safe
def policies_of_brands(request: HttpRequest) -> HttpResponse:
    """Lead to the policy of the first of the person's brands, where the next decision waits."""
    brand = desk_brands(person(request)).first()
    if brand is None:
        return no_brand(request, "policy")
    return redirect("policy", brand.slug, next(iter(policies.missing(brand)), CODES[0]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest, brand: str, card: str) -> HttpResponse:
    """Show one conflict with its choices, or store what was chosen."""
    permission = SET_UP if request.method == "POST" else "casebook.see"
    at = brand_for(request, brand, permission)
    by_code = {one.code: one for one in cards(language())}
    if card not in {*by_code, NUMBERS}:
        raise Http404
    explained = by_code[card].settings if card in by_code else numbers(language())
    if request.method == "POST":
        return _store(request, at, card, [one.row for one in explained])
    context = {
        "page": "policy",
        "brand": at,
        "brands": desk_brands(person(request)),
        "card": by_code.get(card),
        "code": card,
        "settings": settings_page.settings_of(explained, policies.rows_of(at), at.country),
        "laws": _laws(at, card),
        "changes": _changes(at, [card, *(one.row.key for one in explained)]),
        "may_change": can(at, SET_UP),
        "brand_names": at.name,
    }
    return render(request, "web/policy.html", context | _index(at, cards(language())))


def _index(brand: Brand, all_cards: Sequence[Card]) -> dict[str, Any]:
    approvals = PolicyApproval.objects.filter(brand=brand).select_related("approved_by")
    by_conflict = {one.conflict: one for one in approvals}
    index = [(one, by_conflict.get(one.code)) for one in all_cards]
    approved = sum(1 for _card, by in index if by)
    return {"index": index, "approved": approved, "total": len(index)}


def _laws(brand: Brand, card: str) -> list[tuple[laws.Law, str]]:
    words = laws.words_of(language())
    return [(law, words[law.code]) for law in laws.laws_of(brand.country, card)]


def _changes(brand: Brand, keys: list[str]) -> list[PolicyChange]:
    rows = PolicyChange.objects.filter(brand=brand, key__in=keys).select_related("changed_by")
    return list(rows.order_by("-pk")[:REMEMBERED])


def _store(request: HttpRequest, brand: Brand, card: str, rows: list[Key]) -> HttpResponse:
    user, now = person(request), timezone.now()
    if "approve_all" in request.POST:
        left = policies.missing(brand)
        done = attempt(lambda: policies.approve(brand, left, user=user, now=now))
        tell(request, done, _("Approved as it stands. The brand may speak now."))
        return redirect("policy", brand.slug, card)
    reset = request.POST.get("reset", "")
    keys = {row.key for row in rows}
    values = {reset: None} if reset in keys else settings_page.given(rows, request.POST)
    approved = [card] if card in CODES and not reset else []
    problems = _attempt(brand, approved, values, user, now)
    tell(request, problems, _("Decided. It is written down under your name."))
    there = card if problems or reset or card == NUMBERS else _next(card)
    return redirect("policy", brand.slug, there)


def _attempt(
    brand: Brand, approved: list[str], values: dict[str, Any], user: User, now: datetime
) -> list[str]:
    def decide() -> None:
        policies.change(brand, values, user=user, now=now)
        if approved:
            policies.approve(brand, approved, user=user, now=now)

    try:
        return attempt(decide)
    except PolicyError as refusal:
        return [
            gettext(
                "This was not stored: a value lies outside what is allowed, or contradicts another. (%s)"
            )
            % refusal.key
        ]


def _next(card: str) -> str:
    at = CODES.index(card) + 1
    return CODES[at] if at < len(CODES) else NUMBERS
