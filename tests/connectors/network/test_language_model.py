import json
import threading
import time

import pytest
from model_server import reply, running_model

from amends.connectors.network.addresses import AddressError
from amends.connectors.network.http import Http
from amends.connectors.network.language_model import (
    AT_ONCE,
    LanguageModel,
    parse_text,
    read_settings,
)
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable
from amends.connectors.source_settings import SettingsError


ASKED = [{"role": "system", "content": "Write."}, {"role": "user", "content": "«لم يصل»"}]


@pytest.fixture
def model():
    with running_model() as one:
        yield one.says("A good answer.")


def asking(model, key="secret", seconds=5.0, **given):
    allowed = frozenset({model.place})
    settings = read_settings({"url": model.url, "model": "small", "key": key}, allowed)
    given = {"max_bytes": 5000, "max_seconds": seconds, "allow_hosts": allowed} | given
    return LanguageModel(settings, Http(trusted=True, **given))


def test_question_goes_out_as_the_services_expect_it(model):
    told = asking(model).write(ASKED)

    assert told == "A good answer."
    assert model.paths == ["/v1/chat/completions"]
    assert model.headers[0]["Authorization"] == "Bearer secret"
    assert json.loads(model.asked[0]) == {"model": "small", "messages": ASKED, "stream": False}


def test_model_without_a_key_is_asked_without_one(model):
    asking(model, key="").write(ASKED)

    assert "Authorization" not in model.headers[0]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (401, NeedsReconnecting),
        (429, Busy),
        (500, Unreachable),
        (404, BrokenPage),
        (302, BrokenPage),
        (b"<html>It works</html>", BrokenPage),
        (b'{"choices": [{"message": {"content": "Half an ans', BrokenPage),
        (b"[" * 4000, BrokenPage),
        (b"{}", BrokenPage),
        (b"x" * 6000, BrokenPage),
        ("", BrokenPage),
        ("<think>I never stop", BrokenPage),
        (reply(None), BrokenPage),
        (reply(["parts"]), BrokenPage),
        (reply("Half", finish_reason="length"), BrokenPage),
        ({"choices": []}, BrokenPage),
        ({"choices": "none"}, BrokenPage),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_answer_is_told_apart(model, answer, problem):
    model.says(answer)

    with pytest.raises(problem):
        asking(model).write(ASKED)
    assert len(model.asked) == 1


def test_model_that_is_too_slow_is_left(model):
    model.slow_s = 1.0

    with pytest.raises(Unreachable):
        asking(model, seconds=0.2).write(ASKED)


def test_house_is_closed_to_a_model_the_operator_did_not_name(model):
    with pytest.raises(AddressError):
        asking(model, allow_hosts=frozenset()).write(ASKED)
    assert model.asked == []


def test_third_question_at_once_is_refused_and_the_place_is_free_again(model):
    model.slow_s = 0.5
    writers = [
        threading.Thread(target=asking(model).write, args=(ASKED,)) for _ in range(AT_ONCE)
    ]
    for one in writers:
        one.start()
    while len(model.asked) < AT_ONCE:
        time.sleep(0.01)

    with pytest.raises(Busy):
        asking(model).write(ASKED)
    for one in writers:
        one.join()
    assert asking(model).write(ASKED) == "A good answer."


def test_thinking_aloud_is_no_part_of_the_answer():
    assert parse_text(reply("<think>\nHe is angry.\n</think>\n\nHello.")) == "Hello."


@pytest.mark.parametrize(
    ("url", "is_good"),
    [
        ("https://models.example/v1", True),
        ("http://127.0.0.1:11434/v1", True),
        ("http://127.0.0.1:11435/v1", False),
        ("http://models.example/v1", False),
        ("https://me:pass@models.example/v1", False),
        ("https://models.example/v1?key=1", False),
        ("ftp://models.example", False),
        ("models.example", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_facts_of_a_case_travel_encrypted_or_inside_the_house(url, is_good):
    allowed = frozenset({"127.0.0.1:11434"})
    if is_good:
        assert read_settings({"url": url, "model": "m"}, allowed).url == url
        return

    with pytest.raises(SettingsError):
        read_settings({"url": url, "model": "m"}, allowed)
