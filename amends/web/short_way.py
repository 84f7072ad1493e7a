"""The short way for services that call: past all that is there for people in a browser."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from amends.web.views import incoming


# As in public_urls, which writes the addresses; a test holds the two together.
_CALLED = re.compile(r"/in/([-\w]+)/", re.ASCII)
_SHUT = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


class ShortWayMiddleware:
    """Answer a call before sessions, sign-ins and languages are looked up, which it has none of.

    What stands before it still counts: HTTPS, and the headers of security; a few bytes of plain
    text need no policy made for them, and have the strictest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a service at once, and send everybody else on."""
        called = _CALLED.fullmatch(request.path_info)
        if not called:
            return self.get_response(request)
        request.get_host()  # a name we do not answer to is refused here as everywhere
        response = incoming.call(request, called[1])
        for name, value in _SHUT.items():
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(response.content))
        return response
