"""What every connector that services call must pass."""

import contextlib
from dataclasses import replace

import pytest
from connectors.conformance import HOOKS
from connectors.stage import HOSTILE, POSTS

from amends.connectors.protocol import BrokenPage, Challenge, Hook, Refused, Speaker
from amends.connectors.registry import CONNECTORS


every_hook = pytest.mark.parametrize("stage", HOOKS, ids=lambda stage: stage.kind)
greeted = pytest.mark.parametrize(
    "stage", [stage for stage in HOOKS if stage.greeting], ids=lambda stage: stage.kind
)


@every_hook
def test_a_genuine_call_is_kept_and_heard(stage):
    hook, calls = stage.hook(), stage.calls(POSTS)

    assert isinstance(hook, Hook)
    assert [hook.check(call) for call in calls] == [None] * len(calls)
    heard = [m for call in calls for m in hook.receive(call).mentions]
    assert [(m.external_id, m.text) for m in heard] == [
        (stage.id_of(post), post["text"]) for post in POSTS
    ]


@every_hook
def test_the_same_call_twice_is_the_same(stage):
    call = stage.call(POSTS)

    assert stage.hook().receive(call) == stage.hook().receive(call)


@pytest.mark.parametrize(
    "stage", [stage for stage in HOOKS if stage.signs_body], ids=lambda stage: stage.kind
)
def test_a_changed_body_is_refused(stage):
    call = stage.call(POSTS)

    assert isinstance(stage.hook().check(replace(call, raw=call.raw + b" ")), Refused)


@every_hook
def test_a_call_without_its_signature_is_refused(stage):
    call = stage.call(POSTS)

    assert isinstance(stage.hook().check(replace(call, headers={}, query={})), Refused)


@every_hook
def test_an_unknown_event_is_kept_and_says_nothing(stage):
    hook, call = stage.hook(), stage.unknown()

    assert hook.check(call) is None
    assert hook.receive(call).mentions == ()


@every_hook
@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"data": 1}'])
def test_a_body_nobody_can_read_is_a_broken_page_or_nothing(stage, raw):
    call = stage.resign(stage.call(POSTS), raw)

    assert not isinstance(stage.hook().check(call), Challenge)
    with contextlib.suppress(BrokenPage):
        assert stage.hook().receive(call).mentions == ()


@every_hook
def test_hostile_posts_arrive_as_they_are(stage):
    hook = stage.hook()
    heard = [m for call in stage.calls(HOSTILE) for m in hook.receive(call).mentions]

    assert {m.external_id: (m.text, m.author_name) for m in heard} == {
        stage.id_of(post): (post["text"], stage.author_of(post)) for post in HOSTILE
    }
    assert all(m.said_at.utcoffset() is not None for m in heard)


@greeted
def test_a_question_of_the_service_is_answered(stage):
    call, body = stage.greeting

    answer = stage.hook().check(call)

    assert isinstance(answer, Challenge)
    assert answer.body == body


@every_hook
def test_a_channel_speaks_as_its_card_says(stage):
    capability = CONNECTORS[stage.kind].capability

    assert isinstance(stage.hook(), Speaker) is (
        "api" in {capability.public, capability.private}
    )
