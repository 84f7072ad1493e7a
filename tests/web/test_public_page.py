import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from amends.casebook.models import Brand
from amends.web import public_page


@pytest.fixture(autouse=True)
def _language():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("picked", "known", "cookie", "header", "expected"),
    [
        ("fa", "ar", "en", "en", "fa"),
        ("de", "ar", "en", "en", "ar"),
        ("", "mixed", "en", "fa", "en"),
        ("", "", "", "fa-AF,ar;q=0.5", "fa"),
        ("", "", "", "de", "ar"),
    ],
)
def test_speak_the_pick_then_the_known_then_the_browser_then_the_brand(
    picked, known, cookie, header, expected
):
    request = RequestFactory().get("/", {"language": picked}, HTTP_ACCEPT_LANGUAGE=header)
    request.COOKIES["language"] = cookie

    assert public_page.speak(request, known=known, brand=Brand(language="ar")) == expected
    assert translation.get_language() == expected


def test_let_frame_opens_for_nobody_without_a_name():
    response = public_page.let_frame(HttpResponse(), ())

    assert not hasattr(response, "_csp_replace")
    assert not hasattr(response, "xframe_options_exempt")


@pytest.mark.parametrize(
    ("method", "status"), [("get", 200), ("head", 200), ("post", 405), ("put", 405)]
)
def test_shows_takes_nothing(method, status):
    view = public_page.shows(lambda _request: HttpResponse())

    assert view(getattr(RequestFactory(), method)("/")).status_code == status


@pytest.mark.parametrize(("method", "status"), [("post", 200), ("put", 405), ("delete", 405)])
def test_asks_takes_what_is_posted(method, status):
    view = public_page.asks(lambda _request: HttpResponse())

    assert view(getattr(RequestFactory(), method)("/")).status_code == status
