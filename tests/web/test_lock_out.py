import accounts
import people
import pytest


pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return people.person("Alice", password=accounts.PASSWORD)


def is_in(client):
    return client.get("/me/").status_code == 200


@pytest.mark.parametrize(("tries", "status"), [(7, 200), (8, 429)])
def test_eighth_wrong_password_shuts_the_door(client, alice, tries, status):
    for _ in range(tries):
        answer = accounts.sign_in(client, alice, "guess")

    assert answer.status_code == status


def test_shut_door_says_so_even_to_the_right_password(client, alice):
    for _ in range(8):
        accounts.sign_in(client, alice, "guess")

    answer = accounts.sign_in(client, alice)

    assert answer.status_code == 429
    assert "sign-form" in answer.content.decode()
    assert not is_in(client)


def test_door_stays_open_for_colleagues(client, alice):
    bob = people.person("Bob", password=accounts.PASSWORD)
    for _ in range(8):
        accounts.sign_in(client, alice, "guess")

    accounts.sign_in(client, bob)

    assert is_in(client)


def test_wrong_password_of_known_and_unknown_read_the_same(client, alice):
    pages = [
        client.post("/account/login/", {"login": who, "password": "guess"}).content.decode()
        for who in (alice.email, "nobody@desk.example")
    ]

    told = [
        page[page.index("notice") : page.index("</p>", page.index("notice"))] for page in pages
    ]
    assert told[0] == told[1]
