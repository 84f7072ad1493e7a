"""Each role walked once over every address of its brand: what is shut to it, and what it sees there."""

import people
import pytest
import walls
from django.core.signals import request_finished
from django.db import close_old_connections
from django.urls import reverse
from walls import WALLS


pytestmark = pytest.mark.django_db
LEADING = {name for name, wall in WALLS.items() if wall[4] == 403}
ANSWERING = {
    "call_new", "call_who", "case_do", "case_reply", "case_review", "case_suggest", "heard_complaint",
    "community", "maybe_answer",
}  # fmt: skip
SHUT = {
    "owner": set(),
    "manager": set(),
    "agent": LEADING,
    "moderator": LEADING | ANSWERING,
    "analyst": (LEADING | ANSWERING) - {"cause_do"},
}
# What stands on a case for a role: the box for a reply, and the deed of a manager.
SEEN = {
    "owner": (True, True),
    "manager": (True, True),
    "agent": (True, False),
    "moderator": (False, False),
    "analyst": (False, False),
}


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return walls.stand()


def close(answer):
    """Close an answer's file; to close is to end the request, which would end our connection too."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("role", SHUT)
def test_role_finds_shut_what_is_not_its_work(client, desk, role):
    brand = desk["owner"].owned_brands.get()
    client.force_login(people.member(brand, "Walker", role=role))
    shut = set()
    for name, (arguments, method, body, *_) in WALLS.items():
        where = reverse(name, args=[desk[a] for a in arguments])
        answer = getattr(client, method)(where, body)
        close(answer)
        shut |= {name} if answer.status_code == 403 else set()

    assert shut == SHUT[role]


@pytest.mark.parametrize("role", SEEN)
def test_role_sees_on_a_case_what_it_may_do(client, desk, role):
    brand = desk["owner"].owned_brands.get()
    client.force_login(people.member(brand, "Walker", role=role))

    page = client.get(reverse("case", args=["rabwa", desk["number"]])).content.decode()
    inbox = client.get("/").content.decode()

    may_answer, may_lead = SEEN[role]
    assert ('id="draft"' in page, 'form="bulk"' in inbox) == (may_answer, may_answer)
    assert ('href="/brand/rabwa/"' in inbox) == may_lead
