"""Where we listen: health in plain words, and the forms of each source."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.casebook import ledger, links, vault
from amends.casebook.models import Brand, Source
from amends.connectors.kinds import Kind
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import service as listen
from amends.rooms.listen.rules import listeners
from amends.web.attempts import tell
from amends.web.called import called
from amends.web.chatting import KIND as CHAT
from amends.web.costs import costs_of
from amends.web.doors import brand_for, can, desk_brands, is_htmx, person
from amends.web.forms.source import SourceForm
from amends.web.health import health_of, say_trouble
from amends.web.intake import intake_of


SET_UP = "casebook.set_up"


@login_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source of the person's brands, and how well each is heard."""
    now = timezone.now()
    brands = {brand.pk: brand for brand in desk_brands(person(request))}
    rows = Source.objects.filter(brand__in=brands).order_by("brand__name", "name", "pk")
    shown = [(health_of(row, now), brands[row.brand_id]) for row in rows]
    context = {
        "page": "sources",
        "tab": "sources",
        "sources": shown,
        "costs": costs_of(rows, now),
        "intake": intake_of(row.pk for row in rows),
        "deaf": sum(health.level == "down" for health, _brand in shown),
        "brands": [(brand, can(brand, SET_UP)) for brand in brands.values()],
        "may_by_brand": {pk: can(brand, SET_UP) for pk, brand in brands.items()},
        "brand_names": gettext(", ").join(brand.name for brand in brands.values()),
        "version": sum(brand.version for brand in brands.values()),
    }
    return render(
        request, "web/sources.html#list" if is_htmx(request) else "web/sources.html", context
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, brand: str, kind: str = "") -> HttpResponse:
    """Choose a kind of channel, fill in what it asks for, and begin to listen."""
    at = brand_for(request, brand, SET_UP)
    if not kind:
        return render(
            request,
            "web/source_kinds.html",
            {"page": "sources", "brand": at, "kinds": CONNECTORS.values()},
        )
    chosen = _kind(kind)
    return _form(request, at, chosen, Source(brand=at, kind=chosen.name))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Change the name and the settings of a source."""
    at = brand_for(request, brand, SET_UP)
    source = get_object_or_404(Source, brand=at, pk=pk)
    return _form(request, at, _kind(source.kind), source)


def _kind(name: str) -> Kind:
    if name not in CONNECTORS:
        raise Http404
    return CONNECTORS[name]


def _form(request: HttpRequest, brand: Brand, kind: Kind, source: Source) -> HttpResponse:
    stored = source if source.pk else None
    words = listen.search_words(brand) if stored is None else ()
    form = SourceForm(request.POST or None, kind=kind, source=stored, words=words)
    if request.method == "POST" and form.is_valid():
        if stored is None and "test" in request.POST:
            # A token that the service changes while it is tried must have its place.
            _store(source, form, listens=False)
            return redirect("source_taste", brand.slug, source.pk, preserve_request=True)
        _store(source, form, listens=True)
        tell(request, [], _("Stored. We listen there from now on."))
        if stored is None and called(source):
            return redirect(
                "source", brand.slug, source.pk
            )  # its address is to be pasted there
        return redirect("sources")
    status = 422 if form.errors else 200
    context = _shown(brand, kind, stored, form)
    return render(request, "web/source_form.html", context, status=status)


def _shown(
    brand: Brand, kind: Kind, stored: Source | None, form: SourceForm
) -> dict[str, object]:
    return {
        "page": "sources",
        "brand": brand,
        "kind": kind,
        "source": stored,
        "form": form,
        "called": called(stored) if stored else None,
        "chat_script": links.chat_script(stored) if stored and kind.name == CHAT else "",
        "can_taste": kind.name in listeners(),
        "lately": listen.heard_lately(stored, timezone.now()) if stored else None,
    }


@transaction.atomic
def _store(source: Source, form: SourceForm, *, listens: bool) -> None:
    source.is_enabled = listens
    source.name = form.cleaned_data["name"]
    source.settings = vault.seal(form.settings)
    source.budget_micros = form.budget_micros
    # A source that was mended is asked at once, its old trouble forgotten.
    source.failures, source.error_code, source.error_detail, source.due_at = 0, "", "", None
    source.save()
    ledger.touch(source.brand_id)


@login_required
@require_POST
def switch(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Switch a source on or off; what was heard stays."""
    at = brand_for(request, brand, SET_UP)
    source = get_object_or_404(Source, brand=at, pk=pk)
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(is_enabled=request.POST.get("on") == "1")
        ledger.touch(at.pk)
    return redirect("sources")


@login_required
@require_POST
def listen_now(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Listen at once, and say how it went."""
    at = brand_for(request, brand, SET_UP)
    source = get_object_or_404(Source.objects.select_related("brand"), brand=at, pk=pk)
    now = timezone.now()
    try:
        listen.hear_now(source, now=now)
    except Exception:  # noqa: BLE001 - whatever it was is written on the source and told here
        source.refresh_from_db()
        tell(request, [health_of(source, now).trouble], "")
    else:
        tell(request, [], _("We listened just now."))
    return redirect("sources")


@login_required
@require_POST
def read_calls(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Let calls that could not be read be read once more."""
    at = brand_for(request, brand, SET_UP)
    source = get_object_or_404(Source, brand=at, pk=pk)
    listen.read_again(source, now=timezone.now())
    tell(request, [], _("They are read once more, in a moment."))
    return redirect("source", at.slug, source.pk)


@login_required
@require_POST
def taste(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Show what would be heard now, and keep nothing of it."""
    at = brand_for(request, brand, SET_UP)
    source = get_object_or_404(Source.objects.select_related("brand"), brand=at, pk=pk)
    kind = _kind(source.kind)
    context = _shown(at, kind, source, SourceForm(kind=kind, source=source))
    try:
        context |= {"is_tasted": True, "tasted": listen.taste(source)}
    except Exception as error:  # noqa: BLE001 - whatever it was is told here
        trouble = say_trouble(listen.code_of(error, source))
        context |= {"is_tasted": True, "trouble": trouble, "detail": str(error)}
    return render(request, "web/source_form.html", context)
