from dataclasses import replace

import numpy as np
from problems import ALL, SIGNS, problem

from amends.language.learning import Course
from amends.language.network import SENSES
from amends.playbook.batches import batch_of
from amends.playbook.learning import learn


SHORT = Course(rounds=2, least=60, batch=16, silent=0.2, still=0.1)


def by_sentences(found, asked):
    senses, voices = found
    batch = batch_of(replace(asked, worth=np.ones(SIGNS, np.float32)), ALL(len(asked.whole)))
    return voices.of_sentences(batch.senses(senses)[1], batch.starts)[:, 0]


def by_wholes(found, asked):
    senses, voices = found
    batch = batch_of(replace(asked, worth=np.ones(SIGNS, np.float32)), ALL(len(asked.whole)))
    return voices.whole.odds(batch.senses(senses)[0])[:, 0]


def test_both_voices_find_the_sign_that_decides():
    asked = problem([[[0], [1]], [[2], [1]]] * 40, [1, 0] * 40)

    found = learn(asked, SHORT)

    for told in (by_wholes(found, asked), by_sentences(found, asked)):
        assert told[0] > 1 > -1 > told[1]


def test_sentences_tell_what_stands_together_in_one():
    drafts = [[[0, 1], [2]], [[0], [1, 2]]] * 60
    asked = problem(drafts, [1, 0] * 60)
    course = Course(rounds=2, least=900, batch=16, silent=0.0, still=0.0)

    found = learn(asked, course)

    together, apart = by_sentences(found, asked)[:2]
    assert together > 1 > -1 > apart
    assert (
        by_wholes(found, asked)[0] == by_wholes(found, asked)[1]
    )  # the same signs, all in all


def test_sentences_tell_what_none_of_them_holds():
    asked = problem([[[1], [2]], [[1], [0]]] * 40, [1, 0] * 40)

    told = by_sentences(learn(asked, SHORT), asked)

    assert told[0] > 1 > -1 > told[1]


def test_learning_repeats_itself():
    asked = problem([[[0], [1]], [[2]]] * 20, [1, 0] * 20)

    (one, first), (two, second) = learn(asked, SHORT), learn(asked, SHORT)

    assert np.array_equal(one, two)
    assert np.array_equal(first.strongest, second.strongest)
    assert one.shape == (SIGNS, SENSES)


def test_a_question_without_a_count_is_not_learnt():
    asked = problem([[[0]], [[1]]] * 30, [1, 0] * 30)
    asked.counts[:] = 0.0

    assert abs(by_wholes(learn(asked, SHORT), asked)[0]) < 1


def test_a_graft_teaches_sentences_alone():
    asked = problem([[[0], [1]], [[2], [1]]] * 40, [1, 0] * 40)

    found = learn(replace(asked, intact=np.zeros(80, np.bool_)), SHORT)

    assert by_sentences(found, asked)[0] > 1 > -1 > by_sentences(found, asked)[1]
    assert abs(np.diff(by_wholes(found, asked)[:2])) < 1
