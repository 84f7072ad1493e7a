import pytest
from connectors.youtube_server import ME, NOW, Server, reply, thread

from amends.connectors.platforms.youtube.api import Api
from amends.connectors.platforms.youtube.comments import parse_thread
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.platforms.youtube.threads import MOST, READ_A_ROUND, look_again, watch


def looking(server):
    return Api(Settings(channel=ME, key="k"), server.channel()._http)


def known(*threads):
    return watch({}, [parse_thread(one, ME) for one in threads])


def test_new_replies_are_told_once():
    server, watched = Server(thread(1, count=2)), known(thread(1))
    server.replies["Ug1"] = [reply(1, 2), reply(1, 3)]

    first = look_again(looking(server), watched, ME, NOW)
    again = look_again(looking(server), watched, ME, NOW)

    assert sorted(one.external_id for one in first.mentions) == ["Ug1.2", "Ug1.3"]
    assert (again.mentions, again.more, server.count("comments")) == ([], False, 1)


def test_edited_comment_is_told_once():
    server = Server(thread(1, "mended", updatedAt="2026-11-23T08:59:00Z"))
    watched = known(thread(1))

    (edit,) = look_again(looking(server), watched, ME, NOW).edits

    assert (edit.external_id, edit.text) == ("Ug1", "mended")
    assert look_again(looking(server), watched, ME, NOW).edits == []


def test_edited_reply_is_told_when_its_thread_is_read():
    before = thread(1, count=1, replies=[reply(1, 1)])
    server, watched = Server(thread(1, count=2)), known(before)
    mended = reply(1, 1, "mended", updatedAt="2026-11-23T08:59:00Z")
    server.replies["Ug1"] = [mended, reply(1, 2)]

    look = look_again(looking(server), watched, ME, NOW)

    assert [(one.external_id, one.text) for one in look.edits] == [("Ug1.1", "mended")]
    assert [one.external_id for one in look.mentions] == ["Ug1.2"]


def test_thread_that_is_gone_takes_its_replies_with_it():
    watched = known(thread(1, count=1, replies=[reply(1, 1)]))

    look = look_again(looking(Server()), watched, ME, NOW)

    assert [one.external_id for one in look.deletions] == ["Ug1", "Ug1.1"]
    assert watched == {}


def test_reply_that_is_gone_is_told():
    watched = known(thread(1, count=2, replies=[reply(1, 1), reply(1, 2)]))
    server = Server(thread(1, count=1))
    server.replies["Ug1"] = [reply(1, 2)]

    (deletion,) = look_again(looking(server), watched, ME, NOW).deletions

    assert (deletion.external_id, deletion.deleted_at) == ("Ug1.1", NOW)


@pytest.mark.parametrize(("changed", "more"), [(READ_A_ROUND, False), (READ_A_ROUND + 1, True)])
def test_few_threads_are_read_whole_in_one_round(changed, more):
    server = Server(*(thread(n, count=1) for n in range(changed)))
    watched = known(*(thread(n) for n in range(changed)))

    look = look_again(looking(server), watched, ME, NOW)

    assert (look.more, server.count("comments")) == (more, READ_A_ROUND)
    assert look_again(looking(server), watched, ME, NOW).more is False
    assert server.count("comments") == changed


def test_the_latest_threads_are_watched():
    watched = known(*(thread(n % 60, publishedAt="2026-11-23T08:00:00Z") | {"id": f"T{n}"} for n in range(3)))  # fmt: skip
    many = watch({str(n): (0, "", []) for n in range(MOST + 5)}, [])

    assert len(watched) == 3
    assert (len(many), "0" in many) == (MOST, False)


def test_nothing_watched_is_nothing_asked():
    server = Server()

    look_again(looking(server), {}, ME, NOW)

    assert server.asked == []
