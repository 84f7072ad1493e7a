import httpx2
import pytest
from connectors.telegram_server import TOKEN, Server, private

from amends.connectors.afterwards import FarFile
from amends.connectors.network.answers import Gone
from amends.connectors.platforms.telegram.files import files_of
from amends.connectors.protocol import Unreachable


PHOTO = {"photo": [{"file_id": "small"}, {"file_id": "big", "file_size": 48}]}


def test_a_picture_is_told_in_its_largest_size():
    [heard] = Server(private(1, "", caption="شکسته", **PHOTO)).bot().hear("").mentions

    assert (heard.text, heard.afterwards) == ("شکسته", (FarFile("big", "photo.jpg", 48),))


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ({"document": {"file_id": "d", "file_name": "فاتورة.pdf"}}, ["فاتورة.pdf"]),
        ({"audio": {"file_id": "a", "file_name": "song.mp3"}}, ["song.mp3"]),
        ({"video_note": {"file_id": "a"}}, ["video.mp4"]),
        ({"sticker": {"file_id": "a"}}, []),
        ({"voice": {}}, []),
        ({"photo": ["x"]}, []),
        ({}, []),
    ],
)
def test_each_file_has_a_name(message, names):
    assert [file.name for file in files_of(message)] == names


def test_what_telegram_does_not_give_is_gone():
    with pytest.raises(Gone):
        Server().bot().fetch_file(FarFile("away", "voice.ogg"))


def test_a_file_that_cannot_be_reached_names_no_token():
    server = Server()
    server.files = {"big": b"x"}
    server.answers = [server._place_of("big"), *[httpx2.ConnectError(TOKEN)] * 2]

    with pytest.raises(Unreachable) as refused:
        server.bot().fetch_file(FarFile("big", "photo.jpg"))

    assert TOKEN not in str(refused.value)
