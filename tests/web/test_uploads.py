import pytest
from django.core.files.uploadhandler import SkipFile
from django.test import RequestFactory

from amends.connectors.values.attachments import TOO_BIG
from amends.web import uploads


@pytest.fixture
def keeper():
    request = RequestFactory().post("/")
    return uploads.guard(request, most_files=2, most_bytes=10)


def begin(keeper):
    keeper.new_file("file", "a.png", "image/png", 1)


def test_guard_stands_before_djangos_own():
    request = RequestFactory().post("/")

    keeper = uploads.guard(request, most_files=1, most_bytes=1)

    assert request.upload_handlers[0] is keeper


def test_file_after_the_last_allowed_one_is_dropped(keeper):
    begin(keeper)
    begin(keeper)

    with pytest.raises(SkipFile):
        begin(keeper)
    assert keeper.refused == [uploads.TOO_MANY]


def test_file_is_dropped_at_the_first_byte_too_many(keeper):
    begin(keeper)
    passed = keeper.receive_data_chunk(b"0123456789", 0)

    with pytest.raises(SkipFile):
        keeper.receive_data_chunk(b"x", 10)
    assert (passed, keeper.refused) == (b"0123456789", [TOO_BIG])


def test_each_file_is_measured_by_itself(keeper):
    for _ in range(2):
        begin(keeper)
        keeper.receive_data_chunk(b"0123456789", 0)

    assert keeper.refused == []
