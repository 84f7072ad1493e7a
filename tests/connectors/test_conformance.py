import pytest
from connectors import web_stage
from connectors.conformance import STAGES
from connectors.stage import ERRORS, HOSTILE, POSTS

from amends.connectors.protocol import Busy, Listener, Speaker
from amends.connectors.registry import CONNECTORS


every_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.kind)
every_fault = pytest.mark.parametrize(
    ("stage", "fault"),
    [(stage, fault) for stage in STAGES for fault in stage.faults],
    ids=lambda value: getattr(value, "kind", value),
)


@pytest.fixture(autouse=True)
def _stage_on_this_machine(monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", web_stage.host())


def hear_all(channel, cursor=""):
    """Return every mention by id, and the last cursor."""
    heard = {}
    while True:
        batch = channel.hear(cursor)
        heard |= {mention.external_id: mention for mention in batch.mentions}
        cursor = batch.cursor
        if not batch.more:
            return heard, cursor


@every_stage
def test_everything_is_heard_in_order(stage, tmp_path):
    heard, _ = hear_all(stage.channel(tmp_path, POSTS))

    order = list if stage.in_order else sorted
    assert order((m.external_id, m.text) for m in heard.values()) == order(
        (stage.id_of(p), p["text"]) for p in POSTS
    )


@every_stage
def test_the_same_page_twice_is_the_same(stage, tmp_path):
    channel = stage.channel(tmp_path, POSTS)
    first = channel.hear("")

    assert channel.hear("") == first
    assert channel.hear(first.cursor) == stage.channel(tmp_path, POSTS).hear(first.cursor)


@every_stage
def test_hearing_the_whole_twice_gives_the_same_mentions(stage, tmp_path):
    first, _ = hear_all(stage.channel(tmp_path, POSTS))
    second, _ = hear_all(stage.channel(tmp_path, POSTS))

    assert first == second


@every_stage
def test_nothing_said_is_nothing_heard(stage, tmp_path):
    batch = stage.channel(tmp_path, ()).hear("")

    assert (batch.mentions, batch.edits, batch.deletions, batch.more) == ((), (), (), False)


@every_stage
def test_the_end_stays_the_end(stage, tmp_path):
    channel = stage.channel(tmp_path, POSTS)
    _, cursor = hear_all(channel)

    again = channel.hear(cursor)

    assert again.more is False
    assert {m.external_id for m in again.mentions} <= {stage.id_of(p) for p in POSTS}


@every_fault
def test_a_fault_in_the_middle_loses_nothing(stage, fault, tmp_path):
    channel = stage.channel(tmp_path, POSTS)
    first = channel.hear("")
    stage.fail(tmp_path, fault)

    with pytest.raises(ERRORS[fault]) as error:
        stage.again(tmp_path).hear(first.cursor)
    stage.heal(tmp_path)
    rest, _ = hear_all(channel, first.cursor)

    heard = {m.external_id for m in first.mentions} | rest.keys()
    assert heard == {stage.id_of(post) for post in POSTS}
    assert not isinstance(error.value, Busy) or error.value.retry_after_s > 0


@every_stage
def test_hostile_posts_arrive_as_they_are(stage, tmp_path):
    heard, _ = hear_all(stage.channel(tmp_path, HOSTILE))

    assert {m.external_id: (m.text, m.author_name) for m in heard.values()} == {
        stage.id_of(post): (post["text"], stage.author_of(post)) for post in HOSTILE
    }


@every_stage
def test_times_carry_a_zone(stage, tmp_path):
    heard, _ = hear_all(stage.channel(tmp_path, POSTS))

    assert all(m.said_at.utcoffset() is not None for m in heard.values())


@every_stage
def test_a_channel_is_what_its_card_says(stage, tmp_path):
    channel, capability = stage.channel(tmp_path, POSTS), CONNECTORS[stage.kind].capability

    assert isinstance(channel, Listener) is capability.reads
    assert isinstance(channel, Speaker) is ("api" in {capability.public, capability.private})
