import accounts
import people
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from amends.web.accounts import password_link


pytestmark = pytest.mark.django_db
HOME = "/"


@pytest.fixture
def alice():
    return people.person("Alice", password=accounts.PASSWORD)


@pytest.fixture
def here(client, alice):
    accounts.sign_in(client, alice)
    return client


def link_for(user):
    user.refresh_from_db()
    return password_link(user).removeprefix("http://127.0.0.1:8000")


def is_in(client):
    return client.get("/me/").status_code == 200


def test_app_stands_between_password_and_desk(here, alice):
    secret = accounts.add_app(here)
    other = Client()

    answer = accounts.sign_in(other, alice)

    assert answer.headers["Location"] == "/account/login/code/"
    assert not is_in(other)
    other.post("/account/login/code/", {"code": accounts.code_now(secret, steps=1)})
    assert is_in(other)


def test_who_lacks_a_second_step_is_led_to_set_one_up(client, alice):
    brand = people.brand(owner=alice, asks_second_step=True)

    answer = accounts.sign_in(client, alice)
    page = client.get(answer.headers["Location"]).content.decode()

    assert answer.headers["Location"] == "/me/"
    assert [one.name in page for one in (brand,)] == [True]
    assert client.get("/coverage/rabwa/").status_code == 404
    for shut in ("/", "/policy/"):
        assert 'href="/account/app/add/"' in client.get(shut).content.decode()
    accounts.add_app(client)
    assert client.get("/coverage/rabwa/").status_code == 200


def test_app_with_a_wrong_code_keeps_the_desk_shut(here, alice):
    accounts.add_app(here)
    other = Client()
    accounts.sign_in(other, alice)

    other.post("/account/login/code/", {"code": "000000"})

    assert not is_in(other)


@pytest.mark.parametrize(("wrong", "opens"), [(7, True), (8, False)])
def test_codes_are_counted(here, alice, wrong, opens):
    accounts.add_app(here)
    cache.clear()
    other = Client()
    accounts.sign_in(other, alice)

    for _ in range(wrong):
        other.post("/account/login/code/", {"code": "000000"})
    code = accounts.recovery_codes(alice)[0]
    other.post("/account/login/code/", {"code": code})

    assert is_in(other) == opens


def test_secret_of_the_app_is_sealed_in_the_database(here, alice):
    secret = accounts.add_app(here)

    rows = Authenticator.objects.filter(user=alice).values_list("data", flat=True)
    assert secret not in str(list(rows))


def test_recovery_code_opens_once(here, alice):
    accounts.add_app(here)
    code = accounts.recovery_codes(alice)[0]
    first, second = Client(), Client()

    for other in (first, second):
        accounts.sign_in(other, alice)
        other.post("/account/login/code/", {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)
    assert code not in accounts.recovery_codes(alice)


def test_recovery_codes_anew_make_the_old_ones_worthless(here, alice):
    accounts.add_app(here)
    old = accounts.recovery_codes(alice)

    here.post("/account/codes/new/")

    assert set(old) & set(accounts.recovery_codes(alice)) == set()


def test_second_step_asks_for_the_password_once_more(here):
    there = here.get("/account/app/add/").headers["Location"]

    assert there.startswith("/account/confirm/")


def test_disabled_person_is_out_at_once(here, alice):
    alice.is_active = False
    alice.save()

    assert not is_in(here)


def test_disabled_person_does_not_come_in(client, alice):
    alice.is_active = False
    alice.save()

    accounts.sign_in(client, alice)

    assert not is_in(client)


def test_new_password_signs_out_everywhere_but_here(here, alice):
    other = Client()
    accounts.sign_in(other, alice)

    here.post(
        "/account/password/",
        {
            "oldpassword": accounts.PASSWORD,
            "password1": "another long word",
            "password2": "another long word",
        },
    )

    assert (is_in(here), is_in(other)) == (True, False)


def test_password_link_works_once(here, alice):
    link = link_for(alice)
    other = Client()
    form = other.get(link).headers["Location"]
    new = {"password1": "another long word", "password2": "another long word"}

    other.post(form, new)

    assert not is_in(here)
    assert "password1" not in Client().get(link).content.decode()
    accounts.sign_in(other, alice, "another long word")
    assert is_in(other)


def test_password_link_dies_when_he_signs_in_again(client, alice):
    link = link_for(alice)
    accounts.sign_in(client, alice)

    assert "password1" not in Client().get(link).content.decode()


@pytest.mark.parametrize(("spare_s", "opens"), [(5, True), (-5, False)])
def test_password_link_ends_after_a_day(alice, monkeypatch, spare_s, opens):
    from datetime import datetime, timedelta

    from allauth.account.forms import EmailAwarePasswordResetTokenGenerator as Tokens

    link = link_for(alice)
    later = datetime.now() + timedelta(days=1, seconds=-spare_s)  # noqa: DTZ005 - as Django's own
    monkeypatch.setattr(Tokens, "_now", lambda _self: later)

    page = Client().get(link, follow=True).content.decode()

    assert ("password1" in page) == opens


def test_password_link_leaves_the_second_step(here, alice):
    accounts.add_app(here)
    link = link_for(alice)
    other = Client()
    new = {"password1": "another long word", "password2": "another long word"}
    other.post(other.get(link).headers["Location"], new)

    answer = accounts.sign_in(other, alice, "another long word")

    assert answer.headers["Location"] == "/account/login/code/"


def test_forgotten_password_says_the_same_to_everybody(client, alice):
    known = client.post("/account/password/forgotten/", {"email": alice.email})
    unknown = client.post("/account/password/forgotten/", {"email": "no@desk.example"})

    assert (known.status_code, unknown.status_code) == (405, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/account/email/",
        "/account/phone/change/",
        "/account/login/code/confirm/",
        "/account/2fa/",
    ],
)
def test_views_a_closed_desk_does_not_need_are_not_there(here, path):
    assert here.get(path).status_code == 404


PAGES = [
    "/account/login/", "/account/password/", "/account/password/forgotten/", "/account/confirm/",
    "/account/passkeys/add/", "/account/codes/", "/account/codes/new/", "/account/app/remove/",
    "/account/inactive/", "/me/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_script(here, path):
    accounts.add_app(here)
    client = Client() if path == "/account/login/" else here

    answer = client.get(path)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    scripts = page.replace('type="application/json"', "src=").split("<script")[1:]
    assert [s for s in scripts if "src=" not in s.split(">")[0]] == []
    assert "desk.css" in page


def test_passkey_of_another_is_not_there(here):
    eve = people.person("Eve")
    key = Authenticator.objects.create(user=eve, type="webauthn", data={"name": "hers"})
    accounts.confirm(here)

    for path in (f"/account/passkeys/{key.pk}/", f"/account/passkeys/{key.pk}/remove/"):
        assert here.get(path).status_code == 404
        assert here.post(path, {"name": "mine"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "hers"


def test_sign_up_says_that_one_is_invited(client):
    page = client.get("/account/signup/", {"language": "en"}).content.decode()

    assert "You come in by an invitation" in page
    assert 'href="/account/login/"' in page


def test_signing_out_is_said_to_be_of_this_browser_alone(here):
    page = here.get("/account/logout/").content.decode()
    here.post("/account/logout/")

    assert 'action="/account/logout/"' in page
    assert 'href="/"' in page
    assert here.get(HOME).status_code == 302
