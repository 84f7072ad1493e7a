import json

import pytest
from connectors.graph_server import Server, refusal
from connectors.meta_calls import APP, call, plea

from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    Challenge,
    NeedsReconnecting,
    Outgoing,
    Refused,
    Undeliverable,
    Visibility,
)
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError
from amends.connectors.whatsapp import CAPABILITY


NUMBER, PHONE, KEY = "1122334455667", "966500000007", "SA.13491208655302741918aB"
PATH = f"{NUMBER}/messages"


def build(server=None):
    given = APP | {"phone_number_id": NUMBER}
    return CONNECTORS["whatsapp"].build(given, http=(server or Server()).http)


def told(*messages, field="messages", **more):
    value = {"metadata": {"phone_number_id": NUMBER}, "messages": list(messages)} | more
    change = {"field": field, "value": value}
    return call(
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
    )


def message(key="wamid.1", text="سفارشم نرسید"):
    plain = {"id": key, "timestamp": "1795000000", "from": PHONE, "type": "text"}
    return plain | {"text": {"body": text}}


def test_several_messages_come_in_one_call():
    genuine = told(message(), message("wamid.2"))

    assert b"\\u0633" in genuine.raw
    assert build().check(genuine) is None
    heard = build().receive(genuine).mentions
    assert [(one.external_id, one.text) for one in heard] == [
        ("wamid.1", "سفارشم نرسید"),
        ("wamid.2", "سفارشم نرسید"),
    ]


@pytest.mark.parametrize("field", ["calls", "message_template_components_update", None])
def test_other_fields_say_nothing(field):
    assert build().receive(told(message(), field=field)).mentions == ()


def test_the_plea_to_be_forgotten_is_promised():
    wish = plea({"user_id": "1"})

    assert isinstance(build().check(wish), Challenge)
    assert build().receive(wish).mentions == ()


def test_a_forged_call_is_refused():
    genuine = told(message())
    forged = json.dumps(json.loads(genuine.raw), ensure_ascii=False).encode()

    assert isinstance(
        build().check(type(genuine)(forged, genuine.headers, genuine.at)), Refused
    )


def say(server, **change):
    given = {"to": KEY.lower(), "text": "نعتذر", "visibility": Visibility.PRIVATE, "key": "k"}
    return build(server).say(Outgoing(**given | change))


@pytest.mark.parametrize(
    ("thread", "address"),
    [(PHONE, {"to": PHONE}), (KEY, {"recipient": KEY}), ("", {"recipient": KEY.lower()})],
)
def test_an_answer_goes_to_the_number_or_to_the_id_as_it_was_written(thread, address):
    server = Server(**{PATH: {"messages": [{"id": "wamid.9"}]}})

    sent = say(server, thread=thread, parent="wamid.1")

    assert sent.external_id == "wamid.9"
    assert server.sent == [
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **address,
            "type": "text",
            "text": {"body": "نعتذر", "preview_url": False},
            "context": {"message_id": "wamid.1"},
        }
    ]
    assert len(server.asked) == 1


def test_what_answers_no_message_of_whatsapp_quotes_none():
    server = Server(**{PATH: {"messages": [{"id": "wamid.9"}]}})

    say(server, parent="", thread=PHONE)

    assert "context" not in server.sent[0]


@pytest.mark.parametrize(
    "change", [{"visibility": Visibility.PUBLIC}, {"to": ""}, {"text": "x" * 4097}]
)
def test_what_cannot_be_sent_is_not_tried(change):
    server = Server()

    with pytest.raises(Undeliverable):
        say(server, **change)
    assert server.asked == []


def test_the_longest_text_is_sent():
    server = Server(**{PATH: {"messages": [{"id": "wamid.9"}]}})

    assert say(server, text="م" * CAPABILITY.max_length).external_id == "wamid.9"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(131047), Undeliverable),
        (refusal(131026), Undeliverable),
        (refusal(131056), Busy),
        (refusal(130429, 429), Busy),
        (refusal(190, 401), NeedsReconnecting),
        (refusal(100), Undeliverable),
        (refusal(2, 500), TimeoutError),
        ({"messages": []}, BrokenPage),
        ({}, BrokenPage),
    ],
)
def test_each_refusal_is_told_apart(answer, error):
    server = Server(**{PATH: answer})

    with pytest.raises(error):
        say(server)
    assert len(server.asked) == 1


def test_the_number_itself_is_not_its_id():
    with pytest.raises(SettingsError):
        CONNECTORS["whatsapp"].build(APP | {"phone_number_id": "+966 50"})


def test_a_day_is_all_there_is():
    assert (CAPABILITY.private_window_hours, CAPABILITY.public, CAPABILITY.is_chat) == (
        24,
        "none",
        True,
    )
