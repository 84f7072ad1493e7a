import numpy as np
import pytest
from drafts import rows

from amends.playbook.contract import LABELS
from amends.playbook.judgement import code_of
from amends.playbook.lessons import part_of, study
from amends.playbook.training import learn, train


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
