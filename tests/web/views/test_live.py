import people
import pytest

from amends.casebook import ledger
from amends.web.logins import DeskBackend


pytestmark = pytest.mark.django_db


def version_of(user):
    return DeskBackend().get_user(user.pk).version


def test_live_says_nothing_while_nothing_moved(client):
    brand = people.brand()
    client.force_login(brand.owner)

    assert client.get("/live/", {"v": version_of(brand.owner)}).status_code == 204


def test_live_tells_the_page_to_ask_again_when_something_moved(client):
    brand = people.brand()
    client.force_login(brand.owner)
    before = version_of(brand.owner)
    ledger.touch(brand.pk)

    answer = client.get("/live/", {"v": before})

    assert (answer.status_code, answer["HX-Trigger"]) == (
        200, f'{{"moved": {{"version": {before + 1}}}}}',
    )  # fmt: skip


def test_live_of_another_brand_moves_nothing_here():
    brand, other = people.brand(), people.brand("other")
    before = version_of(brand.owner)
    ledger.touch(other.pk)

    assert version_of(brand.owner) == before


def test_live_of_nobody_is_shut(client):
    assert client.get("/live/").status_code == 401
