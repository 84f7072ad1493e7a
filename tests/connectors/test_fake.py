import json
import multiprocessing
from datetime import UTC, datetime, timedelta

import pytest

from amends.connectors.afterwards import FarFile
from amends.connectors.fake import FakeLink, FakePrivate, FakePublic, Settings
from amends.connectors.network.answers import Gone
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Speaker,
    Undeliverable,
    Unreachable,
    Visibility,
)


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def world(tmp_path):
    return tmp_path / "world"


def write(world, *lines, name="script.jsonl"):
    world.mkdir(exist_ok=True)
    with (world / name).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def channel(kind, world, clock, page_size=50):
    return kind(Settings(world=str(world), page_size=page_size), clock)


def reply(text="سلام", key="k1", visibility=Visibility.PUBLIC):
    return Outgoing(
        to="u1", text=text, visibility=visibility, key=key, parent="p1", thread="t1"
    )


def ids(batch):
    return [mention.external_id for mention in batch.mentions]


def test_a_post_is_heard_whole(world, clock):
    post = {"id": 9007199254740993, "author_id": "u1", "author_name": "سارا", "handle": "@sara"}
    write(
        world,
        post | {"text": "دیر رسید", "parent": "p0", "thread": "t0", "ago_s": 60, "rating": 1},
    )

    (heard,) = channel(FakePublic, world, clock).hear("").mentions

    assert heard.external_id == "9007199254740993"
    assert (heard.author_id, heard.author_name, heard.author_handle) == ("u1", "سارا", "@sara")
    assert (heard.text, heard.parents, heard.thread) == ("دیر رسید", ("p0",), "t0")
    assert heard.said_at == NOW - timedelta(seconds=60)
    assert heard.data == {"rating": 1}


def test_public_and_private_share_a_world(world, clock):
    write(world, {"id": "a", "text": "x"}, {"id": "b", "text": "y", "visibility": "private"})

    assert ids(channel(FakePublic, world, clock).hear("")) == ["a"]
    assert ids(channel(FakePrivate, world, clock).hear("")) == ["b"]
    assert ids(channel(FakeLink, world, clock).hear("")) == ["a"]


def test_pages_cover_everything_and_overlap_by_one(world, clock):
    write(world, *({"id": str(n), "text": "x"} for n in range(5)))
    fake = channel(FakePublic, world, clock, page_size=2)

    first = fake.hear("")
    second = fake.hear(first.cursor)
    third = fake.hear(second.cursor)

    assert [ids(first), ids(second), ids(third)] == [["0", "1"], ["1", "2", "3"], ["3", "4"]]
    assert [first.more, second.more, third.more] == [True, True, False]


def test_the_same_cursor_returns_the_same_page(world, clock):
    write(world, *({"id": str(n), "text": "x"} for n in range(5)))
    fake = channel(FakePublic, world, clock, page_size=2)
    cursor = fake.hear("").cursor

    assert fake.hear(cursor) == fake.hear(cursor)


def test_a_late_post_is_heard_when_its_time_has_come(world, clock):
    write(world, {"id": "late", "text": "x", "after_s": 10}, {"id": "now", "text": "y"})
    fake = channel(FakePublic, world, clock)

    first = fake.hear("")
    clock.now = NOW + timedelta(seconds=9)
    before = fake.hear(first.cursor)
    clock.now = NOW + timedelta(seconds=10)
    after = fake.hear(before.cursor)

    assert [ids(first), ids(before), ids(after)] == [["now"], ["now"], ["late", "now"]]
    assert after.mentions[0].said_at == NOW + timedelta(seconds=10)


def test_a_line_still_being_written_waits(world, clock):
    write(world, {"id": "a", "text": "x"})
    with (world / "script.jsonl").open("a") as file:
        file.write('{"id": "b", "te')

    assert ids(channel(FakePublic, world, clock).hear("")) == ["a"]


@pytest.mark.parametrize("line", ["{oops\n", "[1]\n"])
def test_a_broken_line_is_named(world, clock, line):
    write(world, {"id": "a", "text": "x"})
    with (world / "script.jsonl").open("a") as file:
        file.write(line)

    with pytest.raises(BrokenPage, match=r"script.jsonl:2"):
        channel(FakePublic, world, clock).hear("")


def test_edits_and_deletions_are_told(world, clock):
    write(world, {"edit": "a", "text": "better", "at": "2026-11-23T08:00:00"}, {"delete": "b"})

    batch = channel(FakePublic, world, clock).hear("")

    assert batch.mentions == ()
    assert [(e.external_id, e.text, e.edited_at.hour) for e in batch.edits] == [
        ("a", "better", 8)
    ]
    assert [d.external_id for d in batch.deletions] == ["b"]


def test_our_reply_comes_back_as_ours(world, clock):
    fake = channel(FakePublic, world, clock)

    sent = fake.say(reply())
    (echo,) = fake.hear("").mentions

    assert (echo.external_id, echo.is_ours, echo.parents) == (sent.external_id, True, ("p1",))


def test_the_same_key_in_public_is_seen_twice(world, clock):
    fake = channel(FakePublic, world, clock)

    assert [fake.say(reply()).external_id, fake.say(reply()).external_id] == [
        "said-1",
        "said-2",
    ]


def test_the_same_key_in_private_is_said_once(world, clock):
    fake = channel(FakePrivate, world, clock)
    private = reply(visibility=Visibility.PRIVATE)

    assert [fake.say(private).external_id, fake.say(private).external_id] == [
        "said-1",
        "said-1",
    ]
    assert len(fake.world.said()) == 1


@pytest.mark.parametrize(("length", "fits"), [(500, True), (501, False)])
def test_public_length_is_limited(world, clock, length, fits):
    fake = channel(FakePublic, world, clock)

    if fits:
        assert fake.say(reply("x" * length)).external_id == "said-1"
    else:
        with pytest.raises(Undeliverable):
            fake.say(reply("x" * length))


@pytest.mark.parametrize(
    ("kind", "wrong"), [(FakePublic, Visibility.PRIVATE), (FakePrivate, Visibility.PUBLIC)]
)
def test_a_message_of_the_other_visibility_is_refused(world, clock, kind, wrong):
    with pytest.raises(Undeliverable):
        channel(kind, world, clock).say(reply(visibility=wrong))


def test_the_linked_channel_cannot_be_made_to_post(world, clock):
    assert not isinstance(channel(FakeLink, world, clock), Speaker)


FAULTS = [
    ("401", NeedsReconnecting),
    ("403", NeedsReconnecting),
    ("429", Busy),
    ("500", Unreachable),
    ("timeout", Unreachable),
    ("broken", BrokenPage),
]


@pytest.mark.parametrize(("fault", "error"), FAULTS)
def test_a_fault_is_raised_once(world, clock, fault, error):
    write(world, {"id": "a", "text": "x"})
    write(world, {"on": "hear", "fault": fault}, name="faults.jsonl")
    fake = channel(FakePublic, world, clock)

    with pytest.raises(error):
        fake.hear("")

    assert ids(fake.hear("")) == ["a"]


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [("429", Busy, 0), ("timeout", TimeoutError, 0), ("lost", TimeoutError, 1)],
)
def test_a_failed_post_may_have_gone_out(world, clock, fault, error, said):
    write(world, {"on": "say", "fault": fault}, name="faults.jsonl")
    fake = channel(FakePublic, world, clock)

    with pytest.raises(error):
        fake.say(reply())

    assert len(fake.world.said()) == said


def _say_ten(world, name):
    fake = channel(FakePublic, world, Clock())
    for n in range(10):
        fake.say(reply(key=f"{name}{n}"))


def test_two_processes_never_share_an_id(world):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_say_ten, args=(world, name)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    said = channel(FakePublic, world, Clock()).world.said()

    assert [line["id"] for line in said] == [f"said-{n}" for n in range(1, 21)]


def test_a_file_of_the_world_is_told_and_fetched(world, clock):
    write(world, {"id": "1", "text": "x", "files": [{"key": "k", "name": "a.png"}]})
    (world / "files").mkdir()
    (world / "files" / "k").write_bytes(b"bytes")
    place = channel(FakePublic, world, clock)

    [file] = place.hear("").mentions[0].afterwards

    assert (file.name, place.fetch_file(file)) == ("a.png", b"bytes")
    with pytest.raises(Gone):
        place.fetch_file(FarFile("../script.jsonl", "a"))
