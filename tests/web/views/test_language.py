import people
import pytest


pytestmark = pytest.mark.django_db


def test_language_is_remembered_at_device_and_account(client):
    alice = people.person("Alice")
    client.force_login(alice)

    response = client.post("/me/language/", {"language": "fa", "next": "/me/"})

    alice.refresh_from_db()
    assert response.headers["Location"] == "/me/"
    assert (alice.language, response.cookies["language"].value) == ("fa", "fa")


def test_language_without_account_is_remembered_at_device(client):
    response = client.post("/me/language/", {"language": "en", "next": "/account/login/"})

    assert response.cookies["language"].value == "en"


@pytest.mark.parametrize("code", ["de", "", "ar-EG\r\nX: y"])
def test_language_unknown_changes_nothing(client, code):
    response = client.post("/me/language/", {"language": code, "next": "/account/login/"})

    assert "language" not in response.cookies


@pytest.mark.parametrize(
    "there", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""]
)
def test_language_never_leads_to_another_host(client, there):
    response = client.post("/me/language/", {"language": "ar", "next": there})

    assert response.headers["Location"] == "/"


def test_theme_is_kept_and_worn(client):
    alice = people.person("Alice")
    client.force_login(alice)

    client.post("/me/theme/", {"theme": "dark"})

    alice.refresh_from_db()
    assert alice.theme == "dark"


def test_theme_unknown_is_refused(client):
    alice = people.person("Alice")
    client.force_login(alice)

    client.post("/me/theme/", {"theme": "pink"})

    alice.refresh_from_db()
    assert alice.theme == ""


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_sign_in_runs_the_readers_way(client, language, way):
    client.cookies["language"] = language

    page = client.get("/account/login/").content.decode()

    assert f'<html lang="{language}" dir="{way}">' in page


def test_sign_in_answers_with_a_strict_policy(client):
    policy = client.get("/account/login/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_signed_in_person_is_greeted_in_his_language(client):
    people.person("Alice", password="a long enough word", language="fa")

    response = client.post(
        "/account/login/", {"login": "alice@desk.example", "password": "a long enough word"}
    )

    assert (response.status_code, response.cookies["language"].value) == (302, "fa")


@pytest.mark.parametrize(
    "path", ["/account/password/forgotten/", "/account/login/", "/account/signup/"]
)
def test_account_pages_wear_the_desks_look(client, path):
    assert "sign-form" in client.get(path).content.decode()


def test_password_wrong_too_often_shuts_the_door(client, settings):
    settings.AXES_FAILURE_LIMIT = 2
    people.person("Alice", password="a long enough word")
    wrong = {"login": "alice@desk.example", "password": "guess"}

    answers = [client.post("/account/login/", wrong).status_code for _ in range(2)]

    assert answers == [200, 429]
