"""The walls between brands: every address, walked as owner, colleague, stranger and nobody."""

import pytest
import walls
from django.urls import reverse
from walls import WALLS


pytestmark = pytest.mark.django_db


def test_every_address_is_walked_or_public():
    walled = {
        name for where, name in walls.addresses() if not where.startswith(walls.PUBLIC_PREFIXES)
    }

    assert walled - set(WALLS) - walls.PUBLIC_NAMES == set()


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return walls.stand()


@pytest.mark.parametrize("name", WALLS)
@pytest.mark.parametrize(("who", "place"), [("owner", 3), ("colleague", 4), ("stranger", 5)])
def test_wall_answers_each_role(client, desk, name, who, place):
    arguments, method, body, *_ = WALLS[name]
    client.force_login(desk[who])

    response = getattr(client, method)(reverse(name, args=[desk[a] for a in arguments]), body)

    response.close()
    assert response.status_code == WALLS[name][place]


@pytest.mark.parametrize("name", WALLS)
def test_wall_asks_nobody_in(client, desk, name):
    arguments, method, body, *_ = WALLS[name]

    response = getattr(client, method)(reverse(name, args=[desk[a] for a in arguments]), body)

    if name == "live":
        assert response.status_code == 401
    else:
        assert response.headers["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize(
    "name", ["inbox", "heard", "sources", "customers", "causes", "reports"]
)
def test_list_of_a_stranger_holds_nothing_of_ours(client, desk, name):
    client.force_login(desk["stranger"])

    page = client.get(reverse(name)).content.decode()

    assert "noura" not in page
    assert "fake_public" not in page


@pytest.mark.parametrize(
    "query", ["?q=مكسورة", "?brand=rabwa", "?source=1", "?state=new", "?owner=1"]
)
def test_filter_of_a_stranger_finds_nothing_of_ours(client, desk, query):
    client.force_login(desk["stranger"])

    assert "noura" not in client.get("/" + query).content.decode()
