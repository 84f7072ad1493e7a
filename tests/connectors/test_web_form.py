from datetime import UTC, datetime, timedelta

import pytest

from amends.connectors.protocol import Attachment, Heard, Refused, Visibility
from amends.connectors.source_settings import SettingsError, parse_settings
from amends.connectors.web_form import (
    FASTEST,
    LONGEST_FIELD,
    LONGEST_TEXT,
    OLDEST,
    Settings,
    WebForm,
    parse_submission,
)


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PNG = Attachment("../عکس.jpg.png", "text/html", b"\x89PNG\r\n\x1a\n....", "")
FIELDS = {
    "text": "سفارشم نرسید.\r\nلطفا کمک کنید",
    "name": " سارا   احمدی ",
    "email": "sara@shop.example",
    "phone": "۰۹۱۲ ۳۴۵-۶۷۸۹",
    "order": "A-17",
    "language": "fa",
    "token": "t1",
}


def parse(fields=FIELDS, files=(), **options):
    return parse_submission(fields, files, now=NOW, **options)


def test_a_submission_becomes_a_private_mention():
    heard = parse(files=[PNG])

    assert isinstance(heard, Heard)
    assert heard.text == "سفارشم نرسید.\nلطفا کمک کنید"
    assert (heard.author_name, heard.author_email) == ("سارا احمدی", "sara@shop.example")
    assert heard.author_phone == "09123456789"
    assert (heard.visibility, heard.said_at) == (Visibility.PRIVATE, NOW)
    assert heard.data == {"order": "A-17", "language": "fa"}
    assert [(f.name, f.content_type) for f in heard.attachments] == [
        ("عکس_jpg.png", "image/png")
    ]


def test_text_alone_is_enough():
    assert parse({"text": "x"}).data == {}


def test_a_second_click_is_the_same_mention():
    later = parse_submission(FIELDS, (), now=NOW + timedelta(seconds=1))

    assert parse().external_id == later.external_id


@pytest.mark.parametrize(
    "change", [{"token": "t2"}, {"text": "other"}, {"email": "x@y.example"}]
)
def test_other_words_are_another_mention(change):
    assert parse(FIELDS | change).external_id != parse().external_id


def test_what_programs_fill_in_is_refused():
    refused = parse(FIELDS | {"website": "http://spam.example"})

    assert isinstance(refused, Refused)
    assert refused.status == 400


@pytest.mark.parametrize(
    ("taken", "passes"),
    [
        (FASTEST, True),
        (FASTEST - timedelta(milliseconds=1), False),
        (OLDEST, True),
        (OLDEST + timedelta(milliseconds=1), False),
    ],
)
def test_the_pace_of_a_person_passes(taken, passes):
    assert isinstance(parse(started_at=NOW - taken), Heard) is passes


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "text"),
        ({"name": "x" * (LONGEST_FIELD + 1)}, "name"),
        ({"order": "x" * (LONGEST_FIELD + 1)}, "order"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "email"),
        ({"email": "a@b.example, c@d.example"}, "email"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "1234"}, "phone"),
    ],
)
def test_a_wrong_field_is_marked(change, field):
    refused = parse(FIELDS | change)

    assert (refused.status, list(refused.problem_by_field)) == (422, [field])


@pytest.mark.parametrize(
    ("change", "passes"),
    [
        ({"text": "x" * LONGEST_TEXT}, True),
        ({"name": "x" * LONGEST_FIELD}, True),
        ({"phone": "+966 (50) 123.4567"}, True),
        ({"phone": "12345"}, True),
    ],
)
def test_a_field_at_its_limit_passes(change, passes):
    assert isinstance(parse(FIELDS | change), Heard) is passes


@pytest.mark.parametrize(
    ("fields", "passes"),
    [
        ({"text": "x"}, False),
        ({"text": "x", "email": "a@b.example"}, True),
        ({"text": "x", "phone": "0501234567"}, True),
    ],
)
def test_contact_can_be_asked_for(fields, passes):
    assert isinstance(parse(fields, settings=Settings(need_contact=True)), Heard) is passes


def test_hostile_text_loses_only_what_cannot_be_stored():
    heard = parse({"text": "a\0b\x1b[2J<script>\u202eevil\u200c", "name": "x\ny"})

    assert (heard.text, heard.author_name) == ("ab[2J<script>\u202eevil\u200c", "x y")


@pytest.mark.parametrize(
    ("files", "passes"),
    [
        ([PNG] * 2, True),
        ([PNG] * 3, False),
        ([Attachment("a.svg", "image/png", b"<svg/>")], False),
        ([Attachment("a.png", "image/png", b"")], False),
        ([Attachment("a.png", "image/png", PNG.content + b"x" * 1_000_000)], False),
    ],
)
def test_files_are_looked_at(files, passes):
    settings = Settings(max_files=2, max_file_mb=1)

    result = parse(files=files, settings=settings)

    assert isinstance(result, Heard) is passes
    assert passes or list(result.problem_by_field) == ["files"]


def test_the_form_of_a_source_follows_its_settings():
    form = WebForm(Settings(need_contact=True))

    assert form.parse({"text": "x"}, [], now=NOW).status == 422


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"embed_origins": "https://shop.example/path"}, "embed_origins"),
        ({"embed_origins": "javascript:alert(1)"}, "embed_origins"),
        ({"file_types": "image/svg+xml"}, "file_types"),
    ],
)
def test_unsafe_settings_are_named(given, name):
    with pytest.raises(SettingsError) as refusal:
        parse_settings(Settings, given)

    assert list(refusal.value.problem_by_setting) == [name]


def test_good_settings_are_taken():
    given = {
        "embed_origins": "https://shop.example\nhttp://localhost:8000",
        "file_types": "image/png",
    }

    assert parse_settings(Settings, given).file_types == ("image/png",)
