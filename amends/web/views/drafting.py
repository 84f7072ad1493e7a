"""Drafts by a language model: whether a brand wants them, and one asked for in the composer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.casebook import drafters
from amends.casebook.models import Brand, Case
from amends.connectors.network.language_model import LanguageModel
from amends.connectors.protocol import ConnectorError
from amends.rooms.respond import service as respond
from amends.rooms.respond.service import Suggestion
from amends.web import composer as desk
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, case_for, person
from amends.web.dossier import dossier
from amends.web.forms.drafter import DrafterForm
from amends.web.names import MODEL_PROBLEMS


KNOCK = ({"role": "user", "content": "Answer with one word: ready"},)


@login_required
@require_POST
def case_suggest(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Put a draft below what the person has written already; nothing is sent."""
    found = case_for(request, brand, number, "casebook.answer")
    user, now = person(request), timezone.now()
    to = "private" if request.POST.get("to") == "private" else "public"
    made: list[Suggestion] = []
    problems = attempt(
        lambda: made.append(respond.suggest(found, user=user, visibility=to, now=now))
    )
    composer = _composer(request, found, to, made)
    composer.errors = problems
    context = dossier(found, now=now, whole=False) | {"composer": composer}
    context["suggestion"] = made[0] if made else None
    return render(request, "web/case.html", context, status=422 if problems else 200)


def _composer(
    request: HttpRequest, case: Case, to: str, made: list[Suggestion]
) -> desk.Composer:
    user, now = person(request), timezone.now()
    own = request.POST.get("text", "").replace("\r\n", "\n").strip()
    text = "\n\n".join(part for part in (own, *(one.text for one in made)) if part)
    empty = desk.compose(case, to, user, now)
    return desk.review(empty, text, user=user, now=now, reasons={})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drafter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which model may draft, or store another choice and knock at its door."""
    at = brand_for(request, slug, "casebook.set_up")
    form = DrafterForm(request.POST or None, brand=at)
    if request.method == "POST" and form.is_valid():
        drafters.choose(at, form.chosen)
        tell(request, _knock(at), _("Stored."))
        return redirect("drafter", at.slug)
    context = {"page": "brand", "brand": at, "form": form, "brand_names": at.name}
    return render(request, "web/drafter.html", context, status=422 if form.errors else 200)


def _knock(brand: Brand) -> list[str]:
    """Ask the model for one word; return why it did not answer."""
    settings = respond.model_of(brand)
    if settings is None:
        return []
    try:
        LanguageModel(settings).write(KNOCK)
    except ConnectorError as error:
        problem = MODEL_PROBLEMS[respond.problem_of(error)]
        return [gettext("Stored, but the model did not answer.") + f" {problem}"]
    return []
