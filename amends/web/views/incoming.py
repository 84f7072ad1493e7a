"""Where services call: the raw bytes, an answer at once, and nothing else."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from amends.connectors.protocol import Call, Challenge, Refused
from amends.rooms.listen import service as listen


COME_AGAIN_S = 60


@csrf_exempt
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, token: str) -> HttpResponse:
    """Take one call of a service: 200 says that it is durably written down, or was before."""
    # A body without a length is an empty one to WSGI: there is none that could surprise us.
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        return _plain(HTTPStatus.BAD_REQUEST)
    if int(length) > listen.MOST_CALL_BYTES:
        return _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    answer = listen.take(token, _call(request))
    if isinstance(answer, Challenge):
        return HttpResponse(answer.body, content_type=answer.content_type)
    return _plain(answer.status) if isinstance(answer, Refused) else _plain(HTTPStatus.OK)


def _call(request: HttpRequest) -> Call:
    return Call(
        raw=request.body,
        headers=_headers_of(request.META),
        at=timezone.now(),
        query={name: str(value) for name, value in request.GET.items()},
        method=str(request.method),
    )


def _headers_of(meta: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers by their names in small letters; Django's own way costs ten times more."""
    sent = {name[5:]: value for name, value in meta.items() if name.startswith("HTTP_")}
    sent |= {name: meta[name] for name in HttpHeaders.UNPREFIXED_HEADERS if name in meta}
    return {name.replace("_", "-").lower(): value for name, value in sent.items()}


def _plain(status: int) -> HttpResponse:
    response = HttpResponse(status=status, content_type="text/plain")
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response.headers["Retry-After"] = str(COME_AGAIN_S)
    return response
