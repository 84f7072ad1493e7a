"""The command bar: go to a page, find a case, act on the one that is open; and the list of keys."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from amends.casebook.models import Brand, Case, User
from amends.language.normalise import fold
from amends.web import inbox as queue
from amends.web.doors import can, desk_brands, is_htmx, person
from amends.web.places import places
from amends.web.reader import digits
from amends.web.rows import who_is


FOUND = 8


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to choose: a link, or a deed that is posted."""

    title: str
    url: str
    symbol: str
    is_deed: bool = False


@login_required
@require_safe
def command(request: HttpRequest) -> HttpResponse:
    """Show what can be chosen for the words typed; a page of its own without script."""
    user, words = person(request), request.GET.get("q", "").strip()[:200]
    brands = list(desk_brands(user))
    commands = [
        *_on_case(brands, request.GET.get("case", ""), user, words),
        *(Command(one.title, one.url, one.symbol) for one in places(brands, words)),
        *_cases(brands, words),
    ]
    context = {"page": "command", "commands": commands, "words": words,
               "open_case": request.GET.get("case", "")}  # fmt: skip
    name = "web/command.html#found" if is_htmx(request) else "web/command.html"
    return render(request, name, context)


@login_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Show every key; a fragment for the sheet, a page without script."""
    return render(request, "web/keys.html#keys" if is_htmx(request) else "web/keys.html", {})


def _fits(title: str, words: str) -> bool:
    return all(word in fold(title) for word in fold(words).split())


def _cases(brands: list[Brand], words: str) -> Iterator[Command]:
    if not words or not brands:
        return
    slugs = {brand.pk: brand.slug for brand in brands}
    for case in queue.find(brands, words).cases.get("found", ())[:FOUND]:
        url = reverse("case", args=[slugs[case.brand_id], case.number])
        yield Command(f"{digits(case)} {who_is(*case.names)}", url, "chat")


def _on_case(brands: list[Brand], place: str, user: User, words: str) -> Iterator[Command]:
    """Yield what can be done with the case that is open, as far as its words fit."""
    slug, _, number = place.partition("/")
    brand = next((one for one in brands if one.slug == slug), None)
    if brand is None or not number.isdecimal():
        return
    case = Case.objects.filter(brand=brand, number=int(number)).first()
    if case is None or not can(brand, "casebook.answer"):
        return
    found = [*_steps(case, brand), *_deeds(case, brand, user)]
    yield from (one for one in found if _fits(one.title, words))


def _steps(case: Case, brand: Brand) -> Iterator[Command]:
    there = reverse("case", args=[brand.slug, case.number])
    for title, end, symbol in (
        (gettext("Reply in public"), "?to=public#draft", "globe"),
        (gettext("Reply in private"), "?to=private#draft", "lock"),
        (gettext("Write a note"), "?to=note#draft", "note"),
        (gettext("Hand over"), "#id_handover_to", "hand"),
        (gettext("Tag, put out of sight, merge, split"), "#tidy", "plus"),
    ):
        yield Command(title, there + end, symbol)


def _deeds(case: Case, brand: Brand, user: User) -> Iterator[Command]:
    titles = {"take": gettext("Take it over"), "wake": gettext("Wake it")}
    wanted = {"take": case.owner_id != user.pk, "wake": case.snoozed_until is not None}
    for deed, title in titles.items():
        if wanted[deed]:
            url = reverse("case_do", args=[brand.slug, case.number, deed])
            yield Command(title, url, "hand", is_deed=True)
