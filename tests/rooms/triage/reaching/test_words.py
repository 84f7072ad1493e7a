import people
import pytest
from django.utils import translation
from people import NOW, minutes

from amends.casebook.models import Monitor, Notice
from amends.rooms.triage.reaching import words
from amends.rooms.triage.reaching.kinds import REACHING


pytestmark = pytest.mark.django_db


def notice(kind, **facts):
    brand = people.brand()
    monitor = Monitor.objects.create(brand=brand, name="Rabwa", told_at=NOW)
    known = {
        "at": (NOW + minutes(15)).isoformat(), "by": people.person("Mona").pk,
        "name": "Main mailbox", "monitor": monitor.pk, "us": 2, "maybe": 1,
    }  # fmt: skip
    case = None if kind in {"crisis", "crisis_over", "source", "found"} else people.case(brand)
    return Notice(brand=brand, case=case, kind=kind, facts=known | facts)


def say(row, language="en"):
    with translation.override(language):
        return words.say(row, NOW)


@pytest.mark.parametrize("kind", REACHING.kinds)
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_each_kind_is_said_in_each_language(kind, language):
    row = notice(kind)

    said = say(row, language)

    assert said != say(row)
    assert "%(" not in said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "case",
            "\u2068C-1\u2069 is yours: a complaint in public. The time for an answer ends today at 12:15 pm.",
        ),
        ("grave", "Severity 5 in \u2068C-1\u2069: somebody may be in danger. Look at once."),
        ("called", "\u2068Mona\u2069 calls you in \u2068C-1\u2069."),
        ("found", "The monitor \u2068Rabwa\u2069 found 3 texts."),
        ("source", "The source \u2068Main mailbox\u2069 needs you: it is not heard any more."),
    ],
)
def test_notice_says_what_and_by_when_in_the_brands_time(kind, said):
    assert say(notice(kind)) == said


def test_numbers_and_times_are_written_as_the_reader_writes_them():
    row = notice("found")

    assert "٣" in say(row, "ar")
    row.kind, row.case = "nears", people.case(row.brand)
    assert "۱۲:۱۵" in say(row, "fa")


def test_name_cannot_turn_the_line_around_or_write_a_second_one():
    said = say(notice("source", name="\u202eevil\r\nBcc: x\u2069"))

    assert "\n" not in said
    assert "\u202e" not in said
    assert said.count("\u2069") == 1


def test_what_was_passed_on_says_that_nobody_looked():
    assert say(notice("grave", passed_on=True)).startswith("Nobody has looked yet: Severity 5")


def test_colleague_who_is_gone_has_no_name():
    assert say(notice("handed", by=None)).startswith("\u2068A colleague\u2069 passed")


def test_kind_of_another_time_sends_to_the_desk():
    assert say(notice("what_is_gone")) == "Look at the desk."


@pytest.mark.parametrize(
    ("kind", "path"),
    [("grave", "/cases/rabwa/1/"), ("source", "/sources/"), ("crisis", "/notices/")],
)
def test_notice_leads_to_what_it_is_about(kind, path):
    assert words.path_of(notice(kind)) == path
    assert words.link(path) == f"http://127.0.0.1:8000{path}"
