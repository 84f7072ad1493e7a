from dataclasses import dataclass

import pytest

from amends.connectors.source_settings import (
    OLDER_REVIEWS,
    SettingsError,
    days_back,
    fields_of,
    parse_settings,
    setting,
)


@dataclass(frozen=True)
class Settings:
    host: str = setting("Host", help="Where the mail is")
    password: str = setting("Password", secret=True, default="")
    port: int = setting("Port", default=993)
    idle: bool = setting("Wait", default=True)
    folders: tuple[str, ...] = setting("Folders", default=("INBOX",))
    door: str = setting("Door", default="a", choices={"a": "First", "b": "Second"})


def test_fields_follow_the_dataclass():
    fields = fields_of(Settings)

    assert [(f.name, f.kind, f.required, f.secret) for f in fields] == [
        ("host", "text", True, False),
        ("password", "text", False, True),
        ("port", "number", False, False),
        ("idle", "yes_no", False, False),
        ("folders", "lines", False, False),
        ("door", "text", False, False),
    ]
    assert fields[5].choices == (("a", "First"), ("b", "Second"))
    assert fields[0].help == "Where the mail is"


def test_strings_of_a_form_become_values():
    given = {
        "host": " mail.shop ",
        "port": "۹۹۴",
        "idle": "off",
        "folders": "A\n\nB\n",
        "door": "b",
    }

    assert parse_settings(Settings, given) == Settings(
        host="mail.shop", port=994, idle=False, folders=("A", "B"), door="b"
    )


def test_stored_values_stay_what_they_are():
    given = {"host": "h", "port": 1, "idle": True, "folders": ["X"], "password": ""}

    assert parse_settings(Settings, given) == Settings(host="h", port=1, folders=("X",))


@pytest.mark.parametrize(
    ("given", "name", "problem"),
    [
        ({}, "host", "Please fill this in."),
        ({"host": "h", "port": "x"}, "port", "Please give a whole number."),
        ({"host": "h", "idle": "maybe"}, "idle", "Please answer yes or no."),
        ({"host": "h", "door": "c"}, "door", "Please choose one of the values offered."),
        ({"host": "h", "hots": "x"}, "hots", "There is no such setting."),
        ({"host": 3}, "host", "Please give a text."),
        ({"host": "a\0b"}, "host", "This text holds a character that cannot be stored."),
        ({"host": "h", "folders": 7}, "folders", "Please give one entry per line."),
    ],
)
def test_a_wrong_setting_is_named(given, name, problem):
    with pytest.raises(SettingsError) as refusal:
        parse_settings(Settings, given)

    assert refusal.value.problem_by_setting == {name: problem}


def test_every_wrong_setting_is_named_at_once():
    with pytest.raises(SettingsError, match=r"^host: .*; port: "):
        parse_settings(Settings, {"port": "x"})


def test_how_far_back_is_a_number_of_days_with_its_help():
    @dataclass(frozen=True)
    class Late:
        first_days: int = days_back(OLDER_REVIEWS, default=7)

    (field,) = fields_of(Late)

    assert (field.kind, field.default, field.help) == ("number", 7, OLDER_REVIEWS)
    assert parse_settings(Late, {"first_days": "0"}) == Late(first_days=0)
