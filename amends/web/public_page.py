"""What every page for customers shares: their language, and no trace in caches, searches, referrers.

No page for customers reads a session or a cookie that says who somebody is: the address itself, or
a signed ticket inside the form, is the key. So there is nothing a foreign site could ride on, and
Django's cookie against forgery is left out: inside another site's frame browsers withhold it, and
an honest customer would be refused.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook.models import Brand, Language


View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponseBase)

SEALED = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def asks(view: View) -> View:
    """Make a view a page for customers that also takes what they send."""
    checked = require_http_methods(["GET", "HEAD", "POST"])(_sealed(view))
    return csrf_exempt(checked)


def shows(view: View) -> View:
    """Make a view a page for customers that is only looked at."""
    return require_safe(_sealed(view))


def takes(view: View) -> View:
    """Make a view a place for customers that only takes what they, or their page, send."""
    return csrf_exempt(require_http_methods(["POST"])(_sealed(view)))


def _sealed(view: View) -> View:
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        speak(request)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            # One page for everything that is not there: nobody learns which half of a guess was right.
            speak(request)
            response = render(request, "web/public/nothing.html", status=404)
        response.headers["Content-Language"] = translation.get_language() or ""
        for name, value in SEALED.items():
            response.headers[name] = value
        return response

    return shown


def speak(request: HttpRequest, *, known: str = "", brand: Brand | None = None) -> str:
    """Speak the customer's language for this request and return it.

    First the one he picked on the page, then the one he is known to write (``known``), then his
    browser's, then the brand's.
    """
    picked = request.GET.get("language", "")
    fallback = brand.language if brand else settings.LANGUAGE_CODE
    wishes = (picked, known, *_browser(request), fallback)
    language = next(wish for wish in wishes if wish in Language.values)
    translation.activate(language)  # the middleware puts the old one back
    request.LANGUAGE_CODE = language
    return language


def _browser(request: HttpRequest) -> Sequence[str]:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    header = request.headers.get("Accept-Language", "")
    return [chosen, *(code.split("-")[0] for code, _ in parse_accept_lang_header(header))]


def page(
    request: HttpRequest, name: str, brand: Brand, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page under the name of a brand, with links to the same page in other languages."""
    language = translation.get_language() or brand.language
    others = [(code, title) for code, title in settings.LANGUAGES if code != language]
    shared = {"brand": brand, "brand_name": brand.name_in(language), "tongues": others}
    return render(request, f"web/public/{name}.html", shared | context, status=status)


def let_frame(response: Answer, origins: Sequence[str]) -> Answer:
    """Let some sites show a page inside their own; with none of them nobody may."""
    if origins:
        response.xframe_options_exempt = True  # type: ignore[attr-defined]  # Django's own hook
        response._csp_replace = {"frame-ancestors": list(origins)}  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's per-response hook
    return response
