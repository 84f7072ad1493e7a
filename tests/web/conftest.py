"""The shop Rabwa, a place where it is heard, and its desk in English as Alice sees it."""

import desk_rows
import people
import pytest


@pytest.fixture
def rabwa():
    return people.brand()


@pytest.fixture
def at(rabwa):
    return people.source(rabwa)


@pytest.fixture
def case(at):
    return desk_rows.complaint(at)


@pytest.fixture
def desk(client, rabwa):
    client.force_login(rabwa.owner)
    client.cookies["language"] = "en"
    return client
