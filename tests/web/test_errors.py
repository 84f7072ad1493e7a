"""Pages for when something is not there or not allowed, in the reader's language and direction."""

import people
import pytest


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_page_that_is_not_there_speaks_the_readers_language(client, language, way):
    client.cookies["language"] = language

    page = client.get("/nothing/here/")

    assert page.status_code == 404
    assert f'<html lang="{language}" dir="{way}">' in page.content.decode()


def test_page_that_is_not_allowed_says_who_may(client):
    rabwa = people.brand()
    client.force_login(people.member(rabwa))
    client.cookies["language"] = "en"

    page = client.get("/sources/rabwa/add/")

    assert page.status_code == 403
    assert "Its owner or a manager can." in page.content.decode()


def test_broken_page_is_a_page(client, monkeypatch):
    client.raise_request_exception = False
    client.force_login(people.brand().owner)
    monkeypatch.setattr("amends.web.views.me.render", None)

    page = client.get("/me/")

    assert page.status_code == 500
    assert "<html" in page.content.decode()


def test_form_without_its_token_says_what_to_do(client):
    client.handler.enforce_csrf_checks = True
    client.cookies["language"] = "en"

    page = client.post("/account/login/", {"login": "x"})

    assert page.status_code == 403
    assert "This page was open too long" in page.content.decode()
