"""A conversation of five hundred turns, and strange words in it: shown and reviewed within the budget."""

import time

import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook.models import Mention, MentionState


pytestmark = pytest.mark.django_db
TURNS = 500
PAGE_S, REVIEW_S = 1.5, 0.5  # of processor time, on the slowest machine we know


@pytest.fixture
def long_case():
    at = people.source(people.brand())
    case = desk_rows.complaint(
        at, text="My machine arrived broken", language="en", fault="ours"
    )
    now, author = timezone.now(), case.author
    words = ("still broken", "😡😡😡", "\u202ednammoc\u202c 05512\u2066 34567", "متى؟ خلصونا")
    Mention.objects.bulk_create(
        Mention(
            brand=at.brand, source=at, external_id=f"t{n}", author=author, case=case,
            visibility="public", state=MentionState.TRIAGED, text=words[n % 4], said_at=now,
            heard_at=now, thread="t",
        )
        for n in range(TURNS)
    )  # fmt: skip
    return case


@pytest.fixture
def desk(client, long_case):
    client.force_login(long_case.brand.owner)
    client.cookies["language"] = "en"
    return client


def spent(do):
    started = time.process_time()
    answer = do()
    return answer, time.process_time() - started


def test_five_hundred_turns_are_shown_within_the_budget(desk, long_case):
    address = f"/cases/rabwa/{long_case.number}/"
    desk.get(address)  # what is loaded once is loaded

    folded, folded_s = spent(lambda: desk.get(address))
    whole, _ = spent(lambda: desk.get(f"{address}?whole=1"))

    assert (folded.status_code, whole.status_code) == (200, 200)
    assert folded_s < PAGE_S
    assert "\u202e" not in whole.content.decode()
    assert "\u2066" not in whole.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry, we sent you a broken machine. A new one leaves today by 6 pm.",
        "😡",
        "word " * 2000,
        "\u202e1234567550\u202c is 50 SAR, " * 20,
        "نعتذر sorry عذر می‌خواهیم " * 50,
    ],
    ids=["plain", "emoji", "ten thousand", "bidi", "mixed"],
)
def test_draft_in_a_long_case_is_reviewed_within_the_budget(desk, long_case, text):
    address = f"/cases/rabwa/{long_case.number}/review/"
    given = {"to": "public", "text": text}
    desk.post(address, given)

    page, seconds = spent(lambda: desk.post(address, given))

    assert page.status_code == 200
    assert seconds < REVIEW_S
    assert not {"\u202e", "\u202c"} & set(page.content.decode())
