from datetime import time

import people
import pytest

from amends.casebook.models import Shift
from amends.casebook.policies import policy_of, rows_of
from amends.playbook import week


pytestmark = pytest.mark.django_db
KEY = "coverage.calendar"


def typed(**fields):
    days = {f"{day}-a_from": "09:00" for day in ("mon", "sat")}
    days |= {f"{day}-a_to": "17:00" for day in ("mon", "sat")}
    return days | {name.replace("__", "-"): value for name, value in fields.items()}


def test_hours_are_stored_as_rows_of_the_calendar(desk, rabwa):
    dates = {"d0__first": "2027-03-21", "d0__last": "2027-03-24"}

    response = desk.post(
        "/coverage/rabwa/", typed(**dates, mon__b_from="20:00", mon__b_to="00:00")
    )

    rows = rows_of(rabwa)[KEY]["*"]
    assert response.status_code == 302
    assert week.weekday_spans(rows)[0] == [(540, 1020), (1200, 1440)]
    assert week.weekday_spans(rows)[1] == []
    assert week.date_rows(rows) == ["2027-03-21..2027-03-24 closed"]
    assert policy_of(rabwa).coverage_calendar


def test_channel_gets_hours_of_its_own(desk, rabwa):
    people.source(rabwa, "email")

    desk.post("/coverage/rabwa/?channel=email", {"preset": "thu_fri"})

    assert week.weekday_spans(rows_of(rabwa)[KEY]["email"])[3] == []


def test_half_a_span_is_told_beside_it(desk, rabwa):
    response = desk.post("/coverage/rabwa/", typed(mon__a_to=""))

    assert response.status_code == 422
    assert "Say from when to when" in response.content.decode()
    assert rows_of(rabwa) == {}


@pytest.mark.parametrize("name", ["ramadan", "eid", "nowruz"])
def test_season_is_added_once(desk, rabwa, name):
    desk.post("/coverage/rabwa/", {"preset": name})
    once = rows_of(rabwa)[KEY]["*"]
    desk.post("/coverage/rabwa/", {"preset": name})

    assert week.date_rows(once)
    assert rows_of(rabwa)[KEY]["*"] == once


def test_hours_with_nobody_on_shift_are_shown(desk, rabwa):
    desk.post("/coverage/rabwa/", typed())
    Shift.objects.create(
        brand=rabwa, user=rabwa.owner, weekday=5, starts=time(9), ends=time(12)
    )
    Shift.objects.create(
        brand=rabwa, user=rabwa.owner, weekday=6, starts=time(22), ends=time(10)
    )

    days = {d["name"]: d["bare_words"] for d in desk.get("/coverage/rabwa/").context["days"]}

    assert days["Saturday"] == ["12:00–17:00"]
    assert days["Monday"] == ["10:00–17:00"]
    assert days["Friday"] == []


def test_agent_sees_the_week_but_does_not_change_it(client, rabwa):
    client.force_login(people.member(rabwa))

    page = client.get("/coverage/rabwa/")

    assert page.status_code == 200
    assert 'name="preset"' not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_week_asks_the_same_whatever_the_shifts(desk, rabwa, count, django_assert_num_queries):
    for _ in range(count):
        Shift.objects.create(
            brand=rabwa, user=rabwa.owner, weekday=0, starts=time(9), ends=time(12)
        )

    with django_assert_num_queries(7):
        desk.get("/coverage/rabwa/")


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr")])
def test_hours_follow_the_page_and_each_pair_stays_together(desk, rabwa, language, way):
    desk.cookies["language"] = language

    page = desk.get("/coverage/rabwa/").content.decode()

    assert f'dir="{way}"' in page
    assert '<fieldset class="line">' in page
    assert page.count('class="pair"') == 7 * 2 + 2 * 3


def test_a_span_of_hours_runs_as_the_page_does(desk):
    page = desk.get("/coverage/rabwa/").content.decode()

    assert '<span class="nowrap">00:00–24:00</span>' in page
