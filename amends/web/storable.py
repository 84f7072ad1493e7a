"""What is typed and asked, without the one character no database keeps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict


NUL = "\0"


class StorableMiddleware:
    """Drop NUL from every box and every address before a view reads it; PostgreSQL refuses it.

    The forms of customers hold their files back while they arrive, so they are not read here: they
    drop it themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if the address had been written without it."""
        if holds_nul(request.GET):
            request.GET = QueryDict(without_nul(request.GET), encoding=request.GET.encoding)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _given: Sequence[Any],
        _named: Mapping[str, Any],
    ) -> None:
        """Read the boxes of the desk here, as the check of its secret has done already."""
        if getattr(view, "csrf_exempt", False) or not holds_nul(request.POST):
            return
        request.POST = QueryDict(without_nul(request.POST), encoding=request.POST.encoding)


def holds_nul(given: QueryDict) -> bool:
    """Tell whether a name or a value holds it."""
    return any(NUL in part for name, values in given.lists() for part in (name, *values))


def without_nul(given: QueryDict) -> str:
    """Return what was given as a query, without it; a percent sign itself is written %25."""
    return given.urlencode().replace("%00", "")
