import called
import pytest

from amends.casebook.models import ServiceCall
from amends.connectors.network.signatures import sign
from amends.rooms.listen import calls
from amends.rooms.listen.flood import Meter


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_meter(monkeypatch):
    monkeypatch.setattr(calls, "meter", Meter())


@pytest.fixture
def at():
    return called.source()


@pytest.fixture
def knock(client, at):
    client.handler.enforce_csrf_checks = True

    def post(raw, **given):
        headers = {called.SIGNATURE: sign(called.SECRET, raw)} | given
        return client.post(
            f"/in/{at.token}/", raw, content_type="application/json", headers=headers
        )

    return post


def test_a_call_is_taken_in_two_questions_to_the_database(knock, django_assert_num_queries):
    knock(called.body(1))

    with django_assert_num_queries(2):
        answer = knock(called.body(2))

    assert (answer.status_code, answer.content) == (200, b"")
    assert [bytes(row.raw) for row in ServiceCall.objects.all()] == [
        called.body(1),
        called.body(2),
    ]


def test_the_same_call_again_is_a_success_and_one_row(knock):
    assert [knock(called.body(1)).status_code for _ in range(2)] == [200, 200]
    assert ServiceCall.objects.count() == 1


def test_a_forged_call_is_refused_without_a_word(knock):
    answer = knock(called.body(1), **{called.SIGNATURE: "00"})

    assert (answer.status_code, answer.content) == (401, b"")


def test_a_question_is_answered_in_its_type(client, at, monkeypatch):
    monkeypatch.setattr(calls, "_built", lambda *_: called.Greeter())

    answer = client.get(f"/in/{at.token}/", {"challenge": "<b>42"})

    assert (answer.content, answer["Content-Type"]) == (b"<b>42", "text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("size", "status"), [(4_000_000, 200), (4_000_001, 413)])
def test_a_body_has_an_end(knock, size, status):
    assert knock(b" " * size).status_code == status


def test_a_flood_is_told_when_to_come_again(knock, monkeypatch):
    monkeypatch.setattr(calls, "meter", Meter(most_calls=0))

    answer = knock(called.body(1))

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_an_address_nobody_gave_is_not_there(client):
    assert client.post("/in/nobody/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch", "head", "options"])
def test_other_methods_are_not_taken(client, at, method):
    assert getattr(client, method)(f"/in/{at.token}/").status_code == 405


def test_a_length_that_is_no_number_is_none(client, at):
    answer = client.generic("POST", f"/in/{at.token}/", b"", CONTENT_LENGTH="many")

    assert answer.status_code == 400
