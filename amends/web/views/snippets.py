"""The facts of a brand that go into replies by a menu: kept, changed, taken away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods

from amends.casebook.models import Brand, Language, Snippet
from amends.rooms.respond import service as respond
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, person
from amends.web.forms.snippet import SnippetForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def snippets(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Show the facts of a brand and one form; store what was written in it, or take one away."""
    at = brand_for(request, slug, "casebook.set_up")
    form, problems = _form(request, at, pk), []
    if request.method == "POST" and "drop" in request.POST:
        dropped = attempt(lambda: respond.drop_snippet(at, pk or 0, user=person(request)))
        tell(request, dropped, _("Taken away."))
        return redirect("snippets", at.slug)
    if request.method == "POST" and form.is_valid():
        problems = _keep(request, at, pk, form)
        if not problems:
            tell(request, [], _("Stored."))
            return redirect("snippets", at.slug)
    context = {
        "page": "brand", "brand": at, "form": form, "chosen": pk, "problems": problems,
        "rows": Snippet.objects.filter(brand=at),
    }  # fmt: skip
    is_wrong = bool(problems or form.errors)
    return render(request, "web/snippets.html", context, status=422 if is_wrong else 200)


def _form(request: HttpRequest, at: Brand, pk: int | None) -> SnippetForm:
    own = (
        Snippet.objects.filter(brand=at, pk=pk).values("name", *Language.values).first()
        if pk
        else None
    )
    return SnippetForm(request.POST or None, initial=own)


def _keep(request: HttpRequest, at: Brand, pk: int | None, form: SnippetForm) -> list[str]:
    said, user = form.cleaned_data, person(request)
    texts = {language: said[language] for language in Language.values}
    return attempt(lambda: respond.keep_snippet(at, said["name"], texts, user=user, pk=pk))
