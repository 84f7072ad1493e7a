from datetime import UTC, datetime

import pytest
from connectors.bluesky_server import ME, Server, message

from amends.connectors.platforms.bluesky.api import Api, Session
from amends.connectors.platforms.bluesky.posts import mark_of
from amends.connectors.platforms.bluesky.talks import DELETED, MOST, read_talks
from amends.connectors.protocol import BrokenPage


def reading(server):
    return Api("https://pds.example", server.account()._http, Session(ME, "a", "r"))


def test_conversation_is_read_back_to_what_is_known():
    server, known = Server(), {}
    server.messages = [message(n) for n in range(1, 6)]

    talked = read_talks(reading(server), known, 0)
    again = read_talks(reading(server), known, 0)

    assert [one.external_id for one in talked.mentions] == [f"talk-1/m{n}" for n in range(1, 6)]
    assert (again.mentions, known) == ([], {"talk-1": "0005"})


def test_message_taken_back_is_told():
    server = Server()
    server.messages = [message(1), message(2, **{"$type": DELETED, "text": ""})]

    talked = read_talks(reading(server), {"talk-1": "0001"}, 0)

    assert (talked.mentions, talked.gone) == ([], ["talk-1/m2"])


def test_what_nobody_knows_yet_says_nothing():
    server = Server()
    server.messages = [message(1, **{"$type": "chat.bsky.convo.defs#systemMessageView"})]

    assert read_talks(reading(server), {}, 0).mentions == []


def test_old_messages_are_left_alone():
    server = Server()
    server.messages = [message(1), message(2)]
    since = mark_of(datetime(2026, 11, 23, 8, 2, tzinfo=UTC))

    assert len(read_talks(reading(server), {}, since).mentions) == 1


def test_many_conversations_are_forgotten_in_time():
    known = {str(n): "1" for n in range(MOST + 5)}

    read_talks(reading(Server()), known, 0)

    assert len(known) == MOST


def test_what_is_no_conversation_is_a_broken_page():
    server = Server()
    server.messages = ["no message"]

    with pytest.raises(BrokenPage):
        read_talks(reading(server), {}, 0)
