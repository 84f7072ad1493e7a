import httpx2
import pytest
from connectors.telegram_server import TOKEN, Server, private

from amends.connectors.platforms.telegram.files import MOST_BYTES, file_of
from amends.connectors.protocol import Unreachable


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PHOTO = {"photo": [{"file_id": "small"}, {"file_id": "big", "file_size": 48}]}


def heard_of(server):
    return server.bot().hear("").mentions[0]


def test_picture_comes_in_its_largest_size_under_its_true_type():
    server = Server(private(1, "", caption="شکسته", **PHOTO))
    server.files = {"big": PNG, "small": b"x"}

    heard = heard_of(server)

    (file,) = heard.attachments
    assert (file.name, file.content_type, file.content) == ("photo.png", "image/png", PNG)
    assert heard.text == "شکسته"


def test_document_keeps_its_name_and_nothing_hidden_in_it():
    document = {"file_id": "d", "file_name": "../فاتورة\u202e.exe", "mime_type": "image/png"}
    server = Server(private(1, document=document))
    server.files = {"d": b"MZ\x00\x01"}

    (file,) = heard_of(server).attachments

    assert (file.name, file.content_type) == ("فاتورة_exe.bin", "application/octet-stream")


@pytest.mark.parametrize(
    "message",
    [
        private(1, voice={"file_id": "away"}),
        private(1, voice={"file_id": "v", "file_size": MOST_BYTES + 1}),
        private(1, voice={}),
        private(1, photo=["x"]),
        private(1),
    ],
)
def test_what_telegram_does_not_give_holds_nothing_up(message):
    server = Server(message)
    server.files = {"v": b"x"}

    heard = heard_of(server)

    assert (heard.attachments, heard.text) == ((), "hello")


def test_file_that_did_not_come_is_asked_for_again():
    server = Server(private(1, **PHOTO))
    server.files = {"big": PNG}
    page = httpx2.Response(200, json={"ok": True, "result": server.updates})
    lost = httpx2.ConnectError(f"/file/bot{TOKEN}")
    server.answers = [page, lost, lost]

    with pytest.raises(Unreachable) as refused:
        heard_of(server)

    assert TOKEN not in str(refused.value)
    assert len(heard_of(server).attachments) == 1


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ({"audio": {"file_id": "a", "file_name": "song.mp3"}}, "song.mp3"),
        ({"video_note": {"file_id": "a"}}, "video.mp4"),
        ({"sticker": {"file_id": "a"}}, None),
    ],
)
def test_each_file_has_a_name(message, name):
    file = file_of(message)

    assert (file.name if file else None) == name
