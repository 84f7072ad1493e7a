from contextlib import suppress

import people
import pytest
from people import NOW

from amends.casebook import policies
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, Entry, Finding, PracticeAnswer, Reply
from amends.rooms.coach import practising
from amends.rooms.coach.practice import exercise, exercises


pytestmark = pytest.mark.django_db
LAMP = exercise("en", "lamp")
SHOWN = "limits.practice_shown_to_lead"


@pytest.fixture
def rabwa():
    return people.brand()


@pytest.fixture
def bob(rabwa):
    return people.member(rabwa)


def answer(brand, user, text=LAMP.answer, one=LAMP):
    return practising.answer(one, text, brand=brand, user=user, now=NOW)


def test_answer_is_kept_with_its_points_and_makes_no_case(rabwa, bob):
    judged = answer(rabwa, bob, "We are sorry for the lamp. You hear from us soon.")

    kept = PracticeAnswer.objects.get()
    assert (kept.user, kept.points, tuple(kept.codes)) == (bob, judged.points, judged.codes)
    assert [m.objects.count() for m in (Case, Delivery, Reply, Entry)] == [0, 0, 0, 0]


def test_stranger_and_empty_answer_are_refused(rabwa):
    with pytest.raises(NotAllowed):
        answer(rabwa, people.brand("other").owner)
    with pytest.raises(Refused):
        answer(rabwa, rabwa.owner, "  ")
    assert PracticeAnswer.objects.count() == 0


@pytest.mark.parametrize(("length", "count"), [(20_000, 1), (20_001, 0)])
def test_answer_longer_than_anybody_reads_is_not_judged(rabwa, bob, length, count):
    with suppress(Refused):
        practising.answer(LAMP, "x" * length, brand=rabwa, user=bob, now=NOW)

    assert PracticeAnswer.objects.count() == count


def test_progress_is_the_last_answers_oldest_first(rabwa, bob):
    for n in range(practising.SHOWN + 2):
        PracticeAnswer.objects.create(
            brand=rabwa, user=bob, language="en", exercise="lamp", text="x", points=n,
            written_at=NOW,
        )  # fmt: skip

    own = practising.progress_of(rabwa, bob)

    assert (own.tries, own.points) == (14, tuple(range(2, 14)))
    assert own.mean == round(sum(range(14)) / 14)
    assert practising.progress_of(rabwa, rabwa.owner).points == ()


@pytest.mark.parametrize(("shown", "is_told"), [("points", True), ("nothing", False)])
def test_lead_sees_points_and_never_words_as_the_policy_says(rabwa, bob, shown, is_told):
    answer(rabwa, bob)
    policies.change(rabwa, {SHOWN: shown}, user=rabwa.owner, now=NOW)

    if not is_told:
        with pytest.raises(NotAllowed):
            practising.progress_of_team(rabwa, viewer=rabwa.owner)
        return
    [told] = practising.progress_of_team(rabwa, viewer=rabwa.owner)
    assert (told.user, told.tries, told.mean, told.points) == (bob, 1, 100, ())


def test_colleague_sees_nobody_s_practice(rabwa, bob):
    answer(rabwa, rabwa.owner)

    with pytest.raises(NotAllowed):
        practising.progress_of_team(rabwa, viewer=bob)


def test_best_points_of_an_exercise_count(rabwa, bob):
    answer(rabwa, bob)
    answer(rabwa, bob, "No.")

    assert practising.best_of(rabwa, bob, "en") == {"lamp": 100}
    assert practising.best_of(rabwa, bob, "ar") == {}


def warned(brand, user, code, at=NOW):
    case = people.case(brand, owner=user)
    reply = Reply.objects.create(
        case=case, user=user, source=case.source, visibility="public", text="x", written_at=at
    )
    Finding.objects.create(reply=reply, code=code, level="warn")


@pytest.mark.parametrize(("days", "is_recent"), [(30, True), (31, False)])
def test_own_findings_of_a_month_choose_the_next_exercise(rabwa, bob, days, is_recent):
    warned(rabwa, bob, "gift_before_fix", NOW - people.minutes(days * 24 * 60))

    chosen = practising.suggested(rabwa, bob, "en", NOW)

    first = exercises("en")[0]
    assert (chosen.code == "goodbye") is is_recent
    assert (chosen == first) is not is_recent
