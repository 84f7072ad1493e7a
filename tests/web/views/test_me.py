import accounts
import people
import pytest
from allauth.usersessions.models import UserSession
from django.test import Client


pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Firefox/140.0"


@pytest.fixture
def alice():
    return people.person("Alice", password=accounts.PASSWORD)


@pytest.fixture
def here(client, alice):
    accounts.sign_in(client, alice)
    return client


def at_another_place(user):
    other = Client(HTTP_USER_AGENT=FIREFOX)
    accounts.sign_in(other, user)
    return other


def is_in(client):
    return client.get("/me/").status_code == 200


def test_name_is_changed(here, alice):
    here.post("/me/", {"name": "أليس"})

    alice.refresh_from_db()
    assert alice.name == "أليس"


def test_name_cannot_be_empty(here, alice):
    assert here.post("/me/", {"name": " "}).status_code == 422


def test_places_are_listed(here, alice):
    at_another_place(alice)

    page = here.get("/me/").content.decode()

    assert page.count("Firefox · Android</bdi>") == 1
    assert page.count("127.0.0.1") == 2


def test_one_place_is_signed_out(here, alice):
    other, third = at_another_place(alice), at_another_place(alice)
    row = UserSession.objects.get(session_key=other.session.session_key)

    here.post("/me/sessions/", {"session": row.pk})

    assert (is_in(here), is_in(other), is_in(third)) == (True, False, True)


def test_every_other_place_is_signed_out(here, alice):
    other = at_another_place(alice)

    here.post("/me/sessions/")

    assert (is_in(here), is_in(other)) == (True, False)


@pytest.mark.parametrize("session", ["-1", "abc", "99999"])
def test_place_that_is_not_there_is_not_found(here, session):
    assert here.post("/me/sessions/", {"session": session}).status_code == 404


def test_place_of_another_person_is_not_there(here):
    eve = people.person("Eve", password=accounts.PASSWORD)
    hers = at_another_place(eve)
    row = UserSession.objects.get(user=eve)

    answer = here.post("/me/sessions/", {"session": row.pk})

    assert answer.status_code == 404
    assert is_in(hers)


def test_queries_do_not_grow_with_places(here, alice, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        at_another_place(alice)
        with django_assert_max_num_queries(12) as asked:
            here.get("/me/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
