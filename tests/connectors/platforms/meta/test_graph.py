import json
from datetime import UTC, datetime

import httpx2
import pytest
from connectors.graph_server import Server, refusal

from amends.connectors.network.signatures import sign
from amends.connectors.platforms.meta.graph import next_of, posted_id, usage
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Undeliverable,
    Unreachable,
)


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_token_travels_in_a_header_with_its_proof():
    server = Server(me={"id": "7"})

    assert server.graph().get("me", {"fields": "id"}) == {"id": "7"}
    request = server.asked[0]
    assert request.headers["authorization"] == "Bearer t0ken"
    assert dict(request.url.params) == {
        "fields": "id",
        "appsecret_proof": sign("hush", b"t0ken"),
    }


def test_without_a_secret_there_is_no_proof():
    server = Server(me={"id": "7"})

    server.graph(secret="").get("me")

    assert dict(server.asked[0].url.params) == {}


@pytest.mark.parametrize("status", [400, 403, 500])
@pytest.mark.parametrize(
    ("code", "error"),
    [
        (4, Busy),
        (17, Busy),
        (32, Busy),
        (613, Busy),
        (80001, Busy),
        (130429, Busy),
        (131056, Busy),
        (190, NeedsReconnecting),
        (10, NeedsReconnecting),
        (199, None),
        (200, NeedsReconnecting),
        (299, NeedsReconnecting),
        (300, None),
        (368, Undeliverable),
        (551, Undeliverable),
        (131047, Undeliverable),
        (131026, Undeliverable),
        (2, Unreachable),
    ],
)
def test_a_code_says_more_than_a_status(code, error, status):
    by_status = {400: BrokenPage, 403: NeedsReconnecting, 500: Unreachable}

    with pytest.raises(error or by_status[status]):
        Server(x=refusal(code, status)).graph().get("x")


@pytest.mark.parametrize("subcode", [2018278, 2534022])
def test_too_late_is_not_signed_out(subcode):
    with pytest.raises(Undeliverable):
        Server(x=refusal(10, 403, subcode)).graph().post("x", {})


def test_a_moments_trouble_while_sending_leaves_the_fate_open():
    with pytest.raises(TimeoutError):
        Server(x=refusal(2, 500)).graph().post("x", {})


@pytest.mark.parametrize("gone", [refusal(100, 400, 33), refusal(24)])
def test_what_is_gone_is_none_to_read_and_final_to_answer(gone):
    server = Server(x=gone)

    assert server.graph().get("x") is None
    with pytest.raises(Undeliverable):
        server.graph().post("x", {})


@pytest.mark.parametrize(
    "answer",
    [refusal(100), refusal(9999), httpx2.Response(400, json={"error": "no"})],
)
def test_a_refused_message_is_final(answer):
    with pytest.raises(Undeliverable):
        Server(x=answer).graph().post("x", {})


def test_metas_own_words_are_told():
    details = {"error_data": {"details": "The number is not on WhatsApp."}}
    error = {"error": {"code": 131026, "message": "Undeliverable"} | details}

    with pytest.raises(Undeliverable, match="131026: The number is not on WhatsApp"):
        Server(x=httpx2.Response(400, json=error)).graph().post("x", {})


@pytest.mark.parametrize("told", ["yes", {}, {"id": ""}])
def test_what_was_posted_must_be_told(told):
    with pytest.raises(BrokenPage):
        posted_id(Server(x=told).graph().post("x", {}))


def spent(**headers):
    return httpx2.Response(
        200, json={}, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )


@pytest.mark.parametrize(("per_cent", "is_busy"), [(94, False), (95, True), (100, True)])
def test_an_allowance_that_is_nearly_spent_is_left_alone(per_cent, is_busy):
    use = {"type": "pages", "call_count": per_cent, "estimated_time_to_regain_access": 7}
    server = Server(x=spent(x_business_use_case_usage=json.dumps({"9": [use]})))
    graph = server.graph()

    graph.get("x")
    if is_busy:
        with pytest.raises(Busy) as busy:
            graph.get("x")
        assert busy.value.retry_after_s == 420
    else:
        graph.get("x")
    assert len(server.asked) == (1 if is_busy else 2)


@pytest.mark.parametrize(
    ("header", "per_cent"),
    [
        ('{"call_count":28,"total_time":96,"total_cputime":25}', 96),
        ("{}", 0),
        ("", 0),
        ("nonsense", 0),
        ("[]", 0),
        ('{"call_count":"many"}', 0),
    ],
)
def test_the_highest_figure_counts(header, per_cent):
    assert usage({"x-app-usage": header}) == (per_cent, 0)


def test_business_figures_that_make_no_sense_are_none():
    assert usage({"x-business-use-case-usage": '{"1": 5, "2": [6, {"total_time": 3}]}'}) == (
        3,
        0,
    )


@pytest.mark.parametrize(
    ("paging", "params"),
    [
        (
            {"next": "https://g/x?access_token=t&limit=2&after=MTA"},
            {"limit": "2", "after": "MTA"},
        ),
        (
            {"next": "https://g/x?appsecret_proof=p&until=9&__paging_token=z"},
            {"until": "9", "__paging_token": "z"},
        ),
        ({"cursors": {"after": "last"}}, {}),
        ({"previous": "https://g/x?since=1"}, {}),
        (None, {}),
        ("", {}),
        ([], {}),
    ],
)
def test_the_next_page_is_asked_for_without_keys(paging, params):
    assert next_of({"paging": paging}) == params
