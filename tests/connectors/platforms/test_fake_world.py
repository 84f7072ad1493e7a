import json
from datetime import UTC, datetime, timedelta

import pytest

from amends.connectors.platforms.fake_world import World


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path / "world", lambda: NOW)


def test_a_world_begins_once(world):
    first = world.began_at()
    world.clock = lambda: NOW + timedelta(days=1)

    assert (first, world.began_at()) == (NOW, NOW)


def test_a_world_begins_whole_for_whoever_looks_meanwhile(tmp_path):
    seen = []

    def slow_clock():
        seen.append(World(tmp_path, lambda: NOW).began_at())
        return NOW + timedelta(hours=1)

    assert World(tmp_path, slow_clock).began_at() == NOW
    assert seen == [NOW]


@pytest.mark.parametrize(
    ("post", "moment"),
    [
        ({"at": "2026-01-02T03:04:00+03:30"}, datetime(2026, 1, 1, 23, 34, tzinfo=UTC)),
        ({"at": "2026-01-02T03:04:00"}, datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
        ({"ago_s": 60}, NOW - timedelta(seconds=60)),
        ({"after_s": 60}, NOW + timedelta(seconds=60)),
        ({}, NOW),
    ],
)
def test_a_post_has_its_time(world, post, moment):
    assert world.time_of(post) == moment


@pytest.mark.parametrize(("after_s", "visible"), [(0, True), (1, False)])
def test_a_post_waits_for_its_time(world, after_s, visible):
    assert world.is_visible({"after_s": after_s}) is visible


def test_faults_are_used_in_order_each_once(world):
    faults = [
        {"on": "say", "fault": "429"},
        {"on": "hear", "fault": "500"},
        {"on": "say", "fault": "lost"},
    ]
    (world.folder / "faults.jsonl").write_text(
        "".join(json.dumps(fault) + "\n" for fault in faults)
    )

    assert [world.next_fault("say") for _ in range(3)] == ["429", "lost", ""]
    assert world.next_fault("hear") == "500"
