import called
import pytest
from django.test import Client
from django.urls import reverse

from amends.connectors.network.signatures import sign


pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"
HEADERS = {
    POLICY,
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


def knock(path, **given):
    raw = called.body(1)
    headers = {called.SIGNATURE: sign(called.SECRET, raw)}
    client = Client(enforce_csrf_checks=True)
    return client.post(path, raw, content_type="application/json", headers=headers, **given)


def test_address_of_a_source_takes_the_short_way():
    answer = knock(reverse("call", args=[called.source().token]))

    assert answer.status_code == 200
    assert answer["Content-Length"] == "0"
    assert "Content-Language" not in answer  # nobody looked for a reader's language
    assert not answer.cookies


def test_headers_of_security_are_no_weaker_than_those_of_a_page(client):
    page, answer = client.get("/login/"), knock("/in/nobody/")

    for name in HEADERS - {POLICY}:
        assert answer[name] == page[name]
    assert answer[POLICY] == "default-src 'none'; frame-ancestors 'none'"


def test_plain_http_is_sent_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = knock("/in/nobody/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/in/nobody/")


def test_name_we_do_not_answer_to_is_refused():
    assert knock("/in/nobody/", HTTP_HOST="elsewhere.example").status_code == 400


@pytest.mark.parametrize("path", ["/in/a/b/", "/in//", "/inn/a/", "/in/é/"])
def test_everything_else_goes_the_long_way(path):
    assert "Content-Language" in Client().get(path)
