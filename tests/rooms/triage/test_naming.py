import people
import pytest
from people import NOW, minutes

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Hit, Lesson, Mention
from amends.casebook.queue import hold
from amends.rooms.triage import naming
from amends.rooms.triage.deciding import triage
from amends.rooms.triage.naming import answer_hit, undo_answer


SIGNS = ["commerce", "place:1"]


@pytest.fixture
def bob(brand):
    return people.member(brand)


@pytest.fixture
def hit(at, say):
    return found(at, say)


def found(at, say, state="maybe", **fields):
    mention = say(at, directness="overheard", **fields)
    hit = Hit.objects.create(mention=mention, brand=at.brand, state=state, signs=SIGNS)
    triage(mention, now=NOW)
    return hit


def test_what_may_not_be_about_us_waits_for_an_answer(hit):
    mention = Mention.objects.get()

    assert (mention.case, mention.set_aside) == (None, "maybe_us")
    assert mention.forget_at > NOW


def test_yes_opens_a_case_as_usual_and_is_counted(hit, bob):  # S4d-12
    case = answer_hit(hit, is_us=True, actor=bob, now=NOW)

    mention, lesson = Mention.objects.get(), Lesson.objects.get()
    assert (mention.case, mention.set_aside, mention.forget_at) == (case, "", None)
    assert case.clocks.filter(kind="first_reply").exists()
    assert case.entries.get(kind="named_us").because == ["S4b-05"]
    assert (lesson.yes, lesson.no, lesson.by_sign["commerce"]) == (1, 0, [1, 0])
    assert (Hit.objects.get().state, Hit.objects.get().answered_by) == ("yes", bob)


def test_yes_to_praise_is_praise(at, say, bob):
    reading = {"is_complaint": False, "sentiment": 1, "topics": ["praise"], "severity": 1}
    hit = found(at, say, reading=reading)

    assert answer_hit(hit, is_us=True, actor=bob, now=NOW) is None
    assert Mention.objects.get().set_aside == "praise"


def test_no_sets_aside_and_is_counted(hit, bob):
    assert answer_hit(hit, is_us=False, actor=bob, now=NOW) is None

    assert Mention.objects.get().set_aside == "not_us"
    assert Lesson.objects.get().by_sign == {sign: [0, 1] for sign in SIGNS}


def test_same_answer_twice_changes_nothing(hit, bob):
    case = answer_hit(hit, is_us=True, actor=bob, now=NOW)

    assert answer_hit(hit, is_us=True, actor=bob, now=NOW) == case
    assert case.entries.filter(kind="named_us").count() == 1


def test_no_can_become_yes(hit, bob):
    answer_hit(hit, is_us=False, actor=bob, now=NOW)

    assert answer_hit(hit, is_us=True, actor=bob, now=NOW) is not None
    assert (Lesson.objects.get().yes, Lesson.objects.get().no) == (1, 0)


def test_undone_no_waits_again_and_taught_nothing(hit, bob):
    answer_hit(hit, is_us=False, actor=bob, now=NOW)

    undo_answer(hit, actor=bob, now=NOW)

    assert Mention.objects.get().set_aside == "maybe_us"
    assert (Hit.objects.get().state, Hit.objects.get().answered_by) == ("maybe", None)
    assert Lesson.objects.get().by_sign == {}


def test_undone_yes_closes_the_untouched_case_and_yes_again_opens_it(hit, bob):
    case = answer_hit(hit, is_us=True, actor=bob, now=NOW)

    undo_answer(hit, actor=bob, now=NOW + minutes(1))
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "not_a_complaint")
    assert Mention.objects.get().set_aside == "maybe_us"

    again = answer_hit(hit, is_us=True, actor=bob, now=NOW + minutes(2))
    case.refresh_from_db()
    assert (again, case.state, case.waits_for_us) == (case, "investigating", True)
    assert case.clocks.filter(state="running").count() == 1


def test_case_that_somebody_works_on_is_not_taken_away(hit, bob):
    case = answer_hit(hit, is_us=True, actor=bob, now=NOW)
    type(case).objects.filter(pk=case.pk).update(state="acknowledged")

    for deed in (
        lambda: undo_answer(hit, actor=bob, now=NOW),
        lambda: answer_hit(hit, is_us=False, actor=bob, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.because == ("case_at_work",)
    assert Hit.objects.get().state == "yes"


def test_what_was_not_answered_cannot_be_taken_back(hit, bob):
    with pytest.raises(Refused) as refused:
        undo_answer(hit, actor=bob, now=NOW)

    assert refused.value.because == ("not_answered",)


def test_stranger_and_analyst_may_not_answer(hit, brand):
    for user in (people.person("Eve"), people.member(brand, "Ana", "analyst")):
        with pytest.raises(NotAllowed):
            answer_hit(hit, is_us=True, actor=user, now=NOW)


def test_only_the_latest_answers_are_counted(at, say, bob, monkeypatch):
    monkeypatch.setattr(naming, "MOST_COUNTED", 1)
    first, second = found(at, say), found(at, say, by=people.author(at.brand, "other"))
    answer_hit(first, is_us=False, actor=bob, now=NOW)
    answer_hit(second, is_us=False, actor=bob, now=NOW + minutes(1))

    assert Lesson.objects.get().no == 1


def test_hit_comes_with_the_mention_that_is_held(hit, django_assert_num_queries):
    Mention.objects.update(state="verified")
    [mention] = hold(list(Mention.objects.all()), "verified")

    with django_assert_num_queries(0):
        assert mention.hit.state == "maybe"
