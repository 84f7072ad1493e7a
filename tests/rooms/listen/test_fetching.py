import threading
import time
from datetime import timedelta
from pathlib import Path

import people
import pytest
import worlds
from people import NOW, minutes

from amends.casebook.models import Attachment, Awaited, Mention
from amends.connectors.network.http import MAX_BYTES
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import fetching
from amends.rooms.listen.ears import Ears
from amends.rooms.listen.rounds import listen


pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def _patient(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(fetching, "PATIENCE_S", 5.0)
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def brand():
    return people.brand()


@pytest.fixture
def folder(tmp_path):
    made = worlds.world(tmp_path / "world")
    (made / "files").mkdir()
    (made / "files" / "k1").write_bytes(PNG)
    return made


@pytest.fixture
def at(brand, folder):
    return worlds.source(brand, folder)


def told(folder, number=1, **file):
    files = [{"key": "k1", "name": "../کالا.exe"} | file]
    worlds.world(folder, worlds.post(number, files=files))
    listen(NOW)
    return Awaited.objects.latest("pk")


def fetch(now=NOW):
    return fetching.fetch_files(now, Ears())


def test_a_file_that_was_told_is_fetched_once_under_its_true_type(at, folder):
    row = told(folder)
    assert (row.mention.source, row.due_at) == (at, NOW)

    assert (fetch(), fetch()) == (1, 0)

    file = Attachment.objects.get()
    assert (file.mention, file.name, file.content_type) == (
        row.mention,
        "کالا.png",
        "image/png",
    )
    assert (file.size_bytes, Path(file.file.path).read_bytes()) == (len(PNG), PNG)
    assert not Awaited.objects.exists()


def test_hearing_the_same_again_fetches_nothing_again(at, folder):
    told(folder)
    fetch()
    at.refresh_from_db()
    type(at).objects.update(cursor="", due_at=None)
    listen(NOW + minutes(1))

    assert not Awaited.objects.exists()


def test_what_we_said_ourselves_brings_no_file(at, folder):
    worlds.world(folder, worlds.post(1, files=[{"key": "k1", "name": "a"}]))
    people.case(at.brand)
    at.deliveries.create(
        case=people.case(at.brand),
        visibility="public",
        text="x",
        external_id="p1",
        not_before=NOW,
    )
    listen(NOW)

    assert (Mention.objects.get().is_ours, Awaited.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("fault", "code"),
    [("500", "unreachable"), ("401", "needs_reconnecting"), ("broken", "broken_page")],
)
def test_what_did_not_come_is_asked_for_again_ever_later(at, folder, fault, code):
    row = told(folder)
    for _ in range(2):
        worlds.fault(folder, "fetch", fault)

    fetch()
    row.refresh_from_db()
    assert (row.error_code, row.due_at) == (code, NOW + minutes(1))
    assert fetch(NOW + timedelta(seconds=59)) == 0
    fetch(NOW + minutes(1))
    row.refresh_from_db()
    assert (row.attempts, row.due_at) == (2, NOW + minutes(5))
    fetch(NOW + minutes(5))

    assert Attachment.objects.count() == 1


def test_what_is_gone_is_said_on_its_case(at, folder):
    row = told(folder, key="away")
    case = people.case(at.brand, at=at)
    Mention.objects.update(case=case)

    fetch()

    row.refresh_from_db()
    assert (row.error_code, row.due_at) == ("gone", None)
    assert [(e.kind, e.facts["code"]) for e in case.entries.all()] == [
        ("file_not_fetched", "gone")
    ]


@pytest.mark.parametrize(("size", "is_asked"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_what_is_told_to_be_too_big_is_not_asked_for(at, folder, size, is_asked):
    row = told(folder, size_bytes=size)

    fetch()

    assert Attachment.objects.exists() == is_asked
    if not is_asked:
        row.refresh_from_db()
        assert row.error_code == "too_big"


@pytest.mark.usefixtures("at")
def test_words_that_come_afterwards_are_read_from_the_beginning(folder):
    worlds.world(folder, worlds.post(1, "📣", author_id="", words=["w1"]))
    worlds.world(folder, {"later": "w1", "text": "كسرت الماكينة", "author_id": "noura"})
    listen(NOW)
    Mention.objects.update(state="triaged", set_aside="not_a_complaint")

    assert fetch() == 1

    mention = Mention.objects.get()
    assert (mention.text, mention.author.external_id) == ("كسرت الماكينة", "noura")
    assert (mention.state, mention.external_id) == ("heard", "p1")
    assert not Awaited.objects.exists()


@pytest.mark.usefixtures("at")
def test_words_that_are_gone_leave_the_sign(folder):
    worlds.world(folder, worlds.post(1, "📣", words=["w1"]))
    listen(NOW)

    fetch()

    assert (Mention.objects.get().text, Awaited.objects.get().error_code) == ("📣", "gone")


def test_an_empty_file_is_none(at, folder):
    (folder / "files" / "k1").write_bytes(b"")
    row = told(folder)

    fetch()

    row.refresh_from_db()
    assert row.error_code == "gone"


def test_a_person_lets_it_be_asked_for_again(at, folder):
    row = told(folder, key="late")
    fetch()
    (folder / "files" / "late").write_bytes(PNG)

    fetching.fetch_again(Awaited.objects.get(), now=NOW + minutes(9))

    assert fetch(NOW + minutes(9)) == 1
    assert not Awaited.objects.filter(pk=row.pk).exists()


def test_a_source_that_is_switched_off_is_not_asked(at, folder):
    told(folder)
    type(at).objects.update(is_enabled=False)

    assert fetch() == 0


@pytest.mark.usefixtures("at")
def test_what_was_taken_back_meanwhile_leaves_nothing_on_the_disk(
    folder, monkeypatch, settings
):
    told(folder)
    true_fetch = fetching._fetch

    def taken_back(source, file):
        Awaited.objects.all().delete()
        return true_fetch(source, file)

    monkeypatch.setattr(fetching, "_fetch", taken_back)

    assert fetching.fetch_files(NOW, AtOnce()) == 0
    assert not Attachment.objects.exists()
    assert [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()] == []


class AtOnce(Ears):
    """Asks in the thread of the test, which alone has the database."""

    def ask(self, asked, wait):
        self._in_flight[asked.key] = asked
        asked.came = wait()
        self._answers.put(asked)


def test_a_slow_source_keeps_neither_hearing_nor_another_file_waiting(
    at, brand, folder, monkeypatch
):
    monkeypatch.setattr(fetching, "PATIENCE_S", 0.05)
    told(folder)
    other = worlds.source(brand, worlds.world(folder.parent / "other"))
    quick = people.mention(other)
    Awaited.objects.create(mention=quick, key="k2", name="b", told_at=NOW, due_at=NOW)
    (folder.parent / "other" / "files").mkdir()
    (folder.parent / "other" / "files" / "k2").write_bytes(PNG)
    lets, kind = threading.Event(), CONNECTORS["fake_public"].connector
    true_fetch = kind.fetch_file

    def slow(self, file):
        if file.key == "k1":
            lets.wait(10)
        return true_fetch(self, file)

    monkeypatch.setattr(kind, "fetch_file", slow)
    hands = Ears()

    assert fetching.fetch_files(NOW, hands) == 1
    assert Attachment.objects.get().mention == quick
    assert fetching.fetch_files(NOW, hands) == 0
    lets.set()
    while not fetching.fetch_files(NOW, hands):
        time.sleep(0.001)
    assert Attachment.objects.count() == 2


def test_two_workers_fetch_one_file_once(at, folder):
    told(folder)
    one, two = fetching._one_a_source(fetching._due(NOW), Ears()), list(fetching._due(NOW))

    assert (len(fetching._claimed(one, NOW)), len(fetching._claimed(two, NOW))) == (1, 0)
