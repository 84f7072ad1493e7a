import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest, items_of
from amends.connectors.protocol import BrokenPage, Busy, ConnectorError, NeedsReconnecting


def service(*answers, seen=None):
    """Return a service that gives these answers one after the other."""
    waiting = list(answers)

    def answer(request):
        if seen is not None:
            seen.append(request)
        return waiting.pop(0)

    transport = httpx2.MockTransport(answer)
    http = Http(allow_hosts=frozenset(), transport=lambda *_: transport)
    return Rest("https://api.example/v1/", http, {"Authorization": "Bearer t"})


def test_every_call_carries_the_sign_in():
    seen = []

    service(httpx2.Response(200, json={}), seen=seen).get("things", {"q": "نخيل"})

    assert str(seen[0].url).startswith("https://api.example/v1/things?q=%D9%86")
    assert seen[0].headers["authorization"] == "Bearer t"


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_none(status):
    assert service(httpx2.Response(status)).get("things") is None


def test_another_refusal_is_a_broken_page():
    with pytest.raises(BrokenPage, match="400"):
        service(httpx2.Response(400, json={})).get("things")


def test_a_lost_sign_in_needs_a_person():
    with pytest.raises(NeedsReconnecting):
        service(httpx2.Response(401)).get("things")


@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
def test_a_key_in_an_address_is_not_told(status):
    with pytest.raises(ConnectorError) as trouble:
        service(httpx2.Response(status, text="<html>")).get("things", {"key": "hush"})

    assert "hush" not in str(trouble.value)


def test_what_is_sent_comes_back_with_its_status():
    rest = service(httpx2.Response(201, json={"id": "9"}), httpx2.Response(204))

    assert rest.send("POST", "things", json={"a": 1}) == (201, {"id": "9"})
    assert rest.send("DELETE", "things/9") == (204, None)


class Throttled(Rest):
    """A service that says 403 also where it only asks to wait."""

    def judge(self, answer, now):
        if answer.status == 403 and "quota" in answer.content.decode():
            raise Busy("The day's quota is used up.", 3600)
        super().judge(answer, now)


@pytest.mark.parametrize(("why", "error"), [("quota", Busy), ("forbidden", NeedsReconnecting)])
def test_a_service_with_codes_of_its_own_reads_them_first(why, error):
    http = service(httpx2.Response(403, json={"error": why}))._http
    rest = Throttled("https://api.example", http)

    with pytest.raises(error):
        rest.get("things")


@pytest.mark.parametrize("page", [None, [], {"data": {}}, {"data": [1]}])
def test_a_page_without_a_list_is_broken(page):
    with pytest.raises(BrokenPage):
        items_of(page, "data", "It")


def test_a_page_may_leave_out_what_it_has_nothing_of():
    assert items_of({"meta": {}}, "data", "It") == []
