import gzip
import itertools
import json
import mailbox
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.file import FileListener, Settings
from amends.connectors.protocol import BrokenPage, Unreachable, Visibility
from amends.connectors.source_settings import SettingsError
from amends.connectors.tables import read_table


HERE = Path(__file__).parent / "file"
SHARED = Path(os.environ.get("AMENDS_SHARED", Path(__file__).parents[2] / "../shared"))
TIME = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def payload(tmp_path):
    """Copy a payload of ours to where its rejects may be written."""

    def copied(name):
        path = tmp_path / name
        path.write_bytes((HERE / name).read_bytes())
        os.utime(path, (TIME.timestamp(), TIME.timestamp()))
        return path

    return copied


def listener(path, **settings):
    return FileListener(Settings(path=str(path), **settings))


def hear_all(channel, cursor=""):
    mentions = []
    while True:
        batch = channel.hear(cursor)
        mentions += batch.mentions
        if not batch.more:
            return mentions
        cursor = batch.cursor


def test_a_row_becomes_a_mention(payload):
    first, second = listener(payload("ok.csv")).hear("").mentions

    assert (first.external_id, first.text) == ("7", "خیلی دیر رسید،\nناراضی‌ام")
    assert (first.author_name, first.visibility) == ("سارا", Visibility.PUBLIC)
    assert first.said_at == datetime(2024, 8, 2, tzinfo=UTC)
    assert first.data == {"rating": 1.0}
    assert second.external_id == "8"


def test_the_mapping_can_be_shown_before(payload):
    assert listener(payload("ok.csv")).mapping() == {
        "id": "id", "text": "متن نظر", "rating": "امتیاز", "said_at": "تاریخ", "author": "نام",
    }  # fmt: skip


def test_the_operator_knows_better_than_the_guess(payload):
    channel = listener(
        payload("ok.csv"), columns=("text = نام", "author=متن نظر"), visibility="private"
    )

    first = channel.hear("").mentions[0]

    assert (first.text, first.visibility) == ("سارا", Visibility.PRIVATE)


def test_an_empty_table_says_nothing(payload):
    batch = listener(payload("empty.csv")).hear("")

    assert (batch.mentions, batch.cursor, batch.more) == ((), "", False)


def test_bad_rows_are_rejected_and_the_rest_goes_in(payload):
    path = payload("malformed.csv")
    channel = listener(path)

    mentions = hear_all(channel)

    assert [m.external_id for m in mentions] == ["1", "3", "6"]
    assert channel.rejected == 3
    assert [row.values for row in read_table(str(path) + ".rejects.csv")] == [
        {
            "line": "3",
            "reason": "A quotation mark is opened and never closed.",
            "row": '2,"open',
        },
        {
            "line": "5",
            "reason": "The number of columns differs from the header.",
            "row": "4,a,b,c",
        },
        {
            "line": "6",
            "reason": "There is no text in this row.",
            "row": '{"id": "5", "text": ""}',
        },
    ]


@pytest.mark.parametrize("page_size", [1, 2, 3, 500])
def test_an_import_goes_on_where_it_was_cut_off(payload, page_size):
    path = payload("malformed.csv")
    mentions, cursor, more = [], "", True

    while more:
        channel = listener(path, page_size=page_size)  # a new process each time
        batch = channel.hear(cursor)
        mentions, cursor, more = [*mentions, *batch.mentions], batch.cursor, batch.more

    assert [m.external_id for m in mentions] == ["1", "3", "6"]
    assert channel.rejected == 3


def test_a_page_lost_before_it_was_stored_is_read_again(payload):
    channel = listener(payload("malformed.csv"), page_size=2)

    first = channel.hear("")
    again = channel.hear("")

    assert first == again
    assert channel.rejected == 1


def test_a_file_read_twice_gives_the_same_mentions(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text\ngood\ngood\nbad\n")

    first, second = hear_all(listener(path)), hear_all(listener(path))

    assert first == second
    assert len({m.external_id for m in first}) == 3


def test_a_date_is_never_invented(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,date\ngood,someday\nbad,\n")
    os.utime(path, (TIME.timestamp(), TIME.timestamp()))

    first, second = listener(path).hear("").mentions

    assert (first.said_at, second.said_at) == (TIME, TIME)
    assert first.data == {"said_at_is_file_time": True, "said_at_given": "someday"}
    assert second.data == {"said_at_is_file_time": True}


def test_stars_without_words_are_a_mention(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,stars\n,1/5\n")

    (heard,) = listener(path).hear("").mentions

    assert (heard.text, heard.data["rating"]) == ("", 1.0)


def test_a_table_without_words_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(BrokenPage, match="text ="):
        listener(path).hear("")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Unreachable, match="No such file"):
        listener(tmp_path / "none.csv").hear("")


def test_a_wrong_column_setting_is_named():
    with pytest.raises(SettingsError, match="columns"):
        Settings(path="x", columns=("colour = red",))


def mail(number):
    return f"From: a@b.example\r\nMessage-ID: <{number}@b.example>\r\nSubject: s\r\n\r\nText {number}\r\n".encode()


def eml_folder(path):
    path.mkdir()
    for number in range(3):
        (path / f"{number}.eml").write_bytes(mail(number))


def mbox(path):
    box = mailbox.mbox(path)
    for number in range(3):
        box.add(mail(number))
    box.close()


def maildir(path):
    folder = mailbox.Maildir(path)
    for number in range(3):
        folder.add(mail(number))


@pytest.mark.parametrize("make", [eml_folder, mbox, maildir])
@pytest.mark.parametrize("page_size", [1, 500])
def test_files_of_mail_are_mails(tmp_path, make, page_size):
    path = tmp_path / "mails"
    make(path)
    mentions, cursor, more = [], "", True

    while more:
        batch = listener(path, page_size=page_size).hear(cursor)
        mentions, cursor, more = [*mentions, *batch.mentions], batch.cursor, batch.more

    assert sorted(m.text.strip() for m in mentions) == ["Text 0", "Text 1", "Text 2"]
    assert {m.visibility for m in mentions} == {Visibility.PRIVATE}


def test_one_mail_in_a_file_is_read(tmp_path):
    (tmp_path / "a.eml").write_bytes(mail(1))

    assert [m.text.strip() for m in listener(tmp_path / "a.eml").hear("").mentions] == [
        "Text 1"
    ]
    assert listener(tmp_path / "a.eml").mapping() == {}


SETS = ("ar_company_reviews", "fa_snappfood", "en_complaint_tweets")


@pytest.mark.parametrize("name", SETS)
def test_a_thousand_real_reviews_go_in(tmp_path, name):
    source = SHARED / "data" / f"{name}.jsonl.gz"
    if not source.exists():
        pytest.skip(f"{source.name} is not in AMENDS_SHARED")
    with gzip.open(source, "rt", encoding="utf-8") as file:
        lines = list(itertools.islice(file, 1000))
    path = tmp_path / "real.jsonl.gz"
    path.write_bytes(gzip.compress("".join(lines).encode()))

    channel = listener(path)
    mentions = hear_all(channel)

    assert len(mentions) + channel.rejected == 1000
    assert [m.text for m in mentions] == [
        text for line in lines if (text := json.loads(line)["text"].strip())
    ]
    assert len({m.external_id for m in mentions}) == len(mentions)
