from dataclasses import replace

import pytest

from amends.playbook.contract import LABELS, Turn
from amends.playbook.policy import parse_overrides
from amends.rooms.coach.practice import (
    COST_BY_LEVEL,
    LONGEST,
    Exercise,
    exercise,
    exercises,
    judge,
    next_for,
)


ALL = [one for language in ("ar", "fa", "en") for one in exercises(language)]
LAMP = exercise("en", "lamp")


def called(one):
    return f"{one.language}-{one.code}"


@pytest.mark.parametrize("one", ALL, ids=called)
def test_good_answer_to_compare_passes_the_review(one):
    judged = judge(one, one.answer, speak="en")

    assert [(f.code, f.level) for f in judged.findings] == []
    assert judged.points == 100
    assert judged.good


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_language_has_a_dozen_of_every_kind(language):
    own = exercises(language)

    assert len({one.code for one in own}) == len(own) >= 12
    assert len({one.place for one in own}) >= 5
    assert {one.fault for one in own} == {"ours", "not_ours", "unknown", "none"}
    assert {one.anger for one in own} == {0, 1, 2, 3}
    assert {one.public for one in own} == {True, False}
    assert {one.stage for one in own} == {"first", "follow_up", "closing"}
    assert {code for one in own for code in one.trains} <= set(LABELS)


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_two_replies_and_the_hot_thing_are_among_them(language):  # journeys 1 and 3
    second, after, safety = (
        [one for one in exercises(language) if test(one)]
        for test in (
            lambda one: one.public and one.public_replies == 1 and one.anger == 3,
            lambda one: not one.public and "third_public_reply" in one.trains,
            lambda one: one.safety and one.public,
        )
    )

    assert (len(second), len(after), len(safety)) == (1, 1, 1)


def test_languages_tell_stories_of_their_own():
    told = [{turn.text for one in ALL if one.language == code for turn in one.talk}
            for code in ("ar", "fa", "en")]  # fmt: skip

    assert len(set.union(*told)) == sum(map(len, told))


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("Give us your phone number and address here in the comments.", "block"),
        ("We are sorry. A lamp in pieces is our fault. We will write to you soon.", "warn"),
    ],
)
def test_what_the_review_finds_costs_points(answer, level):
    judged = judge(LAMP, answer)

    assert level in {one.level for one in judged.findings}
    assert judged.points == max(100 - sum(COST_BY_LEVEL[f.level] for f in judged.findings), 0)
    assert judged.points < 100


def test_praise_names_what_is_there_also_in_a_poor_answer():  # S2-06
    judged = judge(LAMP, "Thank you. Nobody wrapped the lamp, and I am sorry.")

    assert {"thanks", "apology", "personal"} <= set(judged.good)
    assert judged.findings


@pytest.mark.parametrize("answer", ["", "   ", "🙂", "x" * (LONGEST + 5000), "[[NAME_1]]"])
def test_any_answer_is_judged(answer):
    assert 0 <= judge(LAMP, answer).points <= 100


def test_answer_is_judged_by_the_policy_of_the_brand():
    soon = "Thank you. The lamp came in pieces because we packed it badly, and I am sorry. We will write to you soon."
    lenient = parse_overrides({"promise.require_absolute_time": False})

    assert "vague_time" in judge(LAMP, soon).codes
    assert "vague_time" not in judge(LAMP, soon, lenient).codes


def exercise_for(code, *trains):
    return replace(LAMP, code=code, trains=trains)


@pytest.mark.parametrize(
    ("done", "found", "code"),
    [
        ([], [], "a"),
        (["a"], [], "b"),
        ([], ["argues", "canned"], "c"),
        (["c"], ["argues", "canned"], "b"),
        ([], ["insult_back"], "a"),
        (["a", "b", "c"], ["canned"], None),
    ],
)
def test_next_is_what_trains_against_the_own_findings(done, found, code):  # S4b-15
    rows = [exercise_for("a"), exercise_for("b", "canned"), exercise_for("c", "argues")]

    found_next = next_for(rows, done, found)

    assert (found_next.code if found_next else None) == code


def test_unknown_exercise_is_none_and_unknown_language_english():
    assert exercise("en", "nothing") is None
    assert exercises("de") == exercises("en")
    assert isinstance(LAMP, Exercise)
    assert LAMP.talk[0] == Turn("customer", LAMP.talk[0].text)
