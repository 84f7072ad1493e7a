import numpy as np
import pytest
from drafts import rows

from amends.playbook.contract import LABELS
from amends.playbook.draft import Draft
from amends.playbook.judgement import code_of, judge
from amends.playbook.lessons import part_of, study
from amends.playbook.policy import DEFAULT
from amends.playbook.review import found_by_rules
from amends.playbook.rows import read_context
from amends.playbook.signs import shown
from amends.playbook.training import _fitted, learn, train, weights_of


EXCUSE = LABELS.index("excuse_third_party")


def test_training_is_deterministic_and_bounds_are_within_reach():
    one, other = train(rows()), train(rows())

    assert np.array_equal(one.table, other.table)
    assert np.array_equal(one.senses.table, other.senses.table)
    assert np.array_equal(one.bound, other.bound)
    assert one.bound[EXCUSE] < 1
    assert one.bound[LABELS.index("insult_back")] > 1  # nobody taught it: it is never said


def test_part_of_a_lesson_teaches_what_its_drafts_alone_would():
    chosen = [at for at in range(40) if at % 5]
    lesson = study(rows())

    one = learn(part_of(lesson, chosen))
    other = train([row for at, row in enumerate(rows()) if at in chosen])

    assert np.array_equal(one.table, other.table)
    assert np.array_equal(one.bound, other.bound)


@pytest.mark.parametrize(("times", "is_known"), [(2, False), (3, True)])
def test_sign_is_learnt_from_its_third_draft_on(times, is_known):
    corpus = rows()
    for row in corpus[:times]:
        row["reply_draft"] += " Zebra."

    assert (code_of("w:zebra") in train(corpus).known) == is_known


def test_a_graft_shows_no_new_signs():
    corpus = rows()
    for row in corpus[:6]:
        row["reply_draft"] += " Zebra."
        row["asked"] = ["excuse_third_party"]

    assert code_of("w:zebra") not in train(corpus).known


def test_shipped_weights_judge_as_what_was_learnt_does():
    lesson = study(rows())
    fitted = _fitted(lesson, np.arange(40))
    weights = weights_of(fitted, lesson, fitted.says(lesson))

    for row, chances in zip(rows()[:6], fitted.says(lesson), strict=False):
        draft = Draft(row["reply_draft"], read_context(row), DEFAULT)
        judged = judge(shown(draft, found_by_rules(draft)), weights)
        # One byte a weight: the last digits are another's.
        assert judged.chances()[LABELS[EXCUSE]] == pytest.approx(chances[EXCUSE], abs=0.03)


@pytest.mark.parametrize(("asked", "moves"), [({}, True), ({"asked": [*LABELS]}, False)])
def test_a_graft_moves_no_line(asked, moves):
    strange = [
        row | asked | {"labels": ["argues"], "group": f"z{n}"}
        for n, row in enumerate(rows()[:6])
    ]
    lesson = study([*rows(), *strange])
    at = LABELS.index("argues")

    assert bool(_fitted(lesson, np.arange(46)).table[:, at].any()) == moves


@pytest.mark.parametrize(("asked", "moves"), [({}, True), ({"asked": [*LABELS]}, False)])
def test_no_bound_is_chosen_on_a_graft(asked, moves):
    lesson = study([*rows(), *(row | asked for row in rows())])
    fitted = _fitted(lesson, np.arange(40))
    said = fitted.says(lesson)
    said[40:, EXCUSE] = 1 - said[40:, EXCUSE]  # of the later forty it says the contrary

    chosen, own = (
        weights_of(fitted, part_of(lesson, range(many)), said[:many]).bound[EXCUSE]
        for many in (80, 40)
    )

    assert (chosen != own) == moves
