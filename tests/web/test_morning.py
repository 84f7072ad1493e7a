from urllib.parse import parse_qs, urlsplit

import people
import pytest
from django.http import QueryDict
from django.utils import translation

from amends.casebook import clocks
from amends.casebook.models import Case, Cause
from amends.casebook.policies import policy_of
from amends.web import morning, periods


pytestmark = pytest.mark.django_db
NOW = people.NOW
BEGAN = NOW - people.minutes(100)


@pytest.fixture(autouse=True)
def _language():
    with translation.override("en"):
        yield


def report(*brands, query="days=7"):
    return morning.report(periods.look_at(QueryDict(query), brands, 7), NOW)


def heard(brand, at=BEGAN, **fields):
    return people.case(brand, opened_at=at, last_heard_at=at, **fields)


def answered(brand, after_s):
    """Open a case whose first reply came after some seconds."""
    case = heard(brand)
    clocks.start(
        case, "first_reply", now=BEGAN, target_min=15, limit_min=60, policy=policy_of(brand)
    )
    at = BEGAN + people.minutes(after_s / 60)
    clocks.stop(case, "first_reply", now=at)
    Case.objects.filter(pk=case.pk).update(first_reply_at=at)
    return case


def figure(page, index):
    return page["figures"][index].value


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Nobody complained in this time."),
        ("ar", "لم يشتكِ أحد في هذه المدة."),
        ("fa", "در این بازه کسی شکایت نکرد."),
    ],
)
def test_quiet_night_is_said_in_words(rabwa, language, words):
    with translation.override(language):
        assert report(rabwa)["lede"] == words


def test_lede_says_how_many_came_and_how_many_wait(rabwa):
    heard(rabwa)
    answered(rabwa, 60)

    assert report(rabwa)["lede"] == ("2 complaints came in. 1 still waits for a first reply.")


def test_lede_says_when_everybody_was_answered(rabwa):
    answered(rabwa, 60)

    assert report(rabwa)["lede"] == "1 complaint came in. Every one of them was answered."


@pytest.mark.parametrize(
    ("after_s", "share", "cells"), [(900, "100%", [1, 0, 0, 0]), (901, "0%", [0, 1, 0, 0])]
)
def test_quarter_of_an_hour_is_quick_to_the_second(rabwa, after_s, share, cells):  # S4a-13
    answered(rabwa, after_s)

    page = report(rabwa)

    assert figure(page, 1) == share
    assert [n for n, _ in page["bands"][0]["cells"]] == cells


def test_share_of_no_replies_is_a_dash_and_zero_is_a_word(rabwa):
    page = report(rabwa)

    assert [figure(page, n) for n in (0, 1, 2)] == ["none", "—", "none"]
    assert page["replies"] == 0


def test_nothing_of_another_brand_or_period_is_told(rabwa):
    heard(people.brand("other"))
    heard(rabwa, at=NOW - people.minutes(7 * 24 * 60 + 1))

    assert report(rabwa)["counts"]["complaints"] == 0


def test_each_figure_keeps_the_look_in_its_link(rabwa):
    page = report(rabwa, people.brand("other"), query="days=30&brand=rabwa&visibility=public")

    for one in [*page["figures"], *page["more"]]:
        query = parse_qs(urlsplit(one.url).query)
        assert (query["days"], query["brand"], query["visibility"]) == (
            ["30"],
            ["rabwa"],
            ["public"],
        )
        assert query["figure"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Arrived damaged"), ("ar", "وصل تالفًا"), ("fa", "آسیب‌دیده")],
)
def test_topics_have_their_share_in_the_readers_words(rabwa, language, name):
    for topic in ("damaged", "damaged", "delivery_late"):
        heard(rabwa, topic=topic, topics=[topic])

    with translation.override(language):
        first = report(rabwa)["topics"][0]

    assert (first.name, first.count, first.share) == (name, 2, 67)


def test_cause_nobody_knows_is_named_by_the_desk_and_others_by_the_team(rabwa):  # S0-01
    case = heard(rabwa)
    for name, kind in (("<b>box</b>", "process"), ("unknown", "unknown")):
        case.causes.add(Cause.objects.create(brand=rabwa, name=name, kind=kind))

    with translation.override("fa"):
        names = {cause.name for cause in report(rabwa)["causes"]}

    assert "<b>box</b>" in names
    assert "unknown" not in names


@pytest.mark.parametrize("count", [1, 4])
def test_questions_never_grow_with_the_cases(rabwa, django_assert_max_num_queries, count):
    for n in range(count):
        answered(rabwa, 60 + n)

    with django_assert_max_num_queries(9):
        report(rabwa)
