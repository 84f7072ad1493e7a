import re
from datetime import timedelta

import people
import pytest
from django.utils import timezone

from amends.casebook import clocks, links
from amends.casebook.models import (
    Case,
    Delivery,
    Investigation,
    Mention,
    Promise,
)
from amends.rooms.triage import service as triage
from amends.rooms.understand import service as understand
from amends.rooms.verify import service as verify
from amends.web import tickets


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def rabwa():
    return people.brand(owner=people.person("Sara Alharbi"))


@pytest.fixture
def form(rabwa):
    return people.source(rabwa, kind="web_form")


@pytest.fixture
def case(rabwa, form):
    now = timezone.now()
    noura = people.author(rabwa)
    at = people.source(rabwa)
    made = people.case(
        rabwa, at=at, by=noura, language="ar", opened_at=now, last_heard_at=now, state_since=now
    )
    people.mention(at, "وصلتني الماكينة مكسورة", by=noura, case=made, thread="t1", said_at=now)
    return made


@pytest.fixture
def path(case):
    return links.status_link(case).removeprefix("http://127.0.0.1:8000")


def page_of(client, path, **query):
    return client.get(path, query).content.decode()


def slip(case):
    return tickets.new_ticket(f"case.{case.pk}", timezone.now())


def settle():
    now = timezone.now()
    return [room.run(now) for room in (understand, verify, triage)]


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr")])
def test_status_speaks_the_language_picked(client, path, language, way):
    response = client.get(path, {"language": language})

    assert f'<html lang="{language}" dir="{way}">' in response.content.decode()
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert dict(response.cookies) == {}


@pytest.mark.parametrize(
    "state", ["new", "acknowledged", "investigating", "waiting", "resolved", "closed"]
)
def test_status_says_every_state_in_plain_words(client, case, path, state):
    outcome = "accepted" if state == "closed" else ""
    Case.objects.filter(pk=case.pk).update(state=state, outcome=outcome)
    page = page_of(client, path, language="en")

    assert f"{case}</bdi>" in page
    assert page.count('aria-current="step"') == (state != "closed")
    assert ("/reopen/" in page) == (state in {"resolved", "closed"})


def test_status_names_no_more_than_the_first_name(client, path):
    page = page_of(client, path)

    assert "<bdi>Sara</bdi>" in page
    assert "Alharbi" not in page
    assert "@desk.example" not in page


def test_status_shows_his_words_and_ours_alone(client, case, path, rabwa):
    now, at = timezone.now(), case.source
    stranger = people.author(rabwa, "stranger")
    people.mention(at, "STRANGER in the thread", by=stranger, case=case, thread="t1")
    people.mention(at, "ANOTHER case of hers", by=case.author, thread="t9")
    people.mention(at, "TAKEN away", by=case.author, case=case, deleted_at=now)
    people.mention(at, "OUR echo", by=case.author, case=case, is_ours=True)
    Investigation.objects.create(case=case, user=case.owner, text="NOTE", noted_at=now)
    sent = {"case": case, "source": at, "author": case.author, "not_before": now}
    for state, text in (
        ("sent", "نعتذر لك"),
        ("ready", "DRAFT"),
        ("link", "LINK"),
        ("failed", "FAILED"),
    ):
        Delivery.objects.create(
            **sent, visibility="public", text=text, state=state, sent_at=now if state == "sent" else None
        )  # fmt: skip
    Delivery.objects.create(
        **(sent | {"author": stranger}), visibility="public", text="TO another", state="sent", sent_at=now
    )  # fmt: skip
    page = page_of(client, path)

    assert re.findall(r'class="bubble"[^>]*>([^<]+)<', page) == [
        "وصلتني الماكينة مكسورة",
        "نعتذر لك",
    ]
    hidden = "STRANGER ANOTHER TAKEN OUR NOTE DRAFT LINK FAILED TO"
    assert [word for word in hidden.split() if f"{word} " in page] == []


def test_status_tames_marks_that_turn_lines_around(client, case, path):
    people.mention(case.source, "a\u202eb<script>", by=case.author, case=case)
    page = page_of(client, path)

    assert "\u202e" not in page
    assert "ab&lt;script&gt;" in page


def test_status_says_a_promise_with_its_time(client, case, path):
    now = timezone.now()
    clock = clocks.start_promise(case, now=now, due_at=now + 27 * HOUR)
    Promise.objects.create(
        case=case, clock=clock, what="a new machine", made_by=case.owner, made_at=now, due_at=clock.limit_at
    )  # fmt: skip
    page = page_of(client, path, language="en")

    assert "a new machine" in page
    assert "clock-calm" in page


def test_status_admits_that_we_are_late(client, case, path):
    clocks.Clock.objects.create(
        case=case, kind="first_reply", owner=case.owner, started_at=people.NOW,
        target_at=timezone.now() - 2 * HOUR, limit_at=timezone.now() - HOUR,
        wall_target_at=people.NOW, wall_limit_at=people.NOW,
    )  # fmt: skip

    assert "are late. We are sorry" in page_of(client, path, language="en")


def test_status_takes_one_more_message_into_the_same_case(client, case, path, form):
    fields = {"text": "وأريد استرداد المبلغ", "token": slip(case)}
    places = [client.post(path, fields).headers["Location"] for _ in range(2)]

    assert places == [f"{path}?language=ar&sent=1"] * 2
    added = Mention.objects.get(source=form)
    assert (added.author, added.visibility) == (case.author, "private")
    assert "وأريد استرداد المبلغ" in page_of(client, path)
    settle()
    added.refresh_from_db()
    assert added.case == case


def test_status_message_cannot_name_another_author(client, case, path, form):
    fields = {"text": "x", "email": "victim@shop.example", "token": slip(case)}
    client.post(path, fields)

    assert Mention.objects.get(source=form).author == case.author


def test_status_message_that_is_empty_is_asked_for(client, case, path):
    response = client.post(path, {"text": " ", "token": slip(case)})

    assert response.status_code == 422
    assert 'id="id_text_error"' in response.content.decode()


def test_status_message_with_the_ticket_of_another_case_is_not_taken(
    client, case, path, rabwa, form
):
    other = people.case(rabwa)
    response = client.post(path, {"text": "كلمة", "token": slip(other)})

    assert (response.status_code, form.mentions.count()) == (400, 0)
    assert "كلمة</textarea>" in response.content.decode()


def test_status_without_a_form_of_the_brand_shows_no_box(client, case, path, form):
    form.is_enabled = False
    form.save()

    assert "<textarea" not in page_of(client, path)
    assert client.post(path, {"text": "x", "token": slip(case)}).status_code == 200
