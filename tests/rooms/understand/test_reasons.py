import numpy as np

from amends.language.folding import fold_batch
from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.rooms.understand.cues import find_hits, read_words
from amends.rooms.understand.judge import Verdicts
from amends.rooms.understand.reasons import MOST, reasons


def reasons_of(text, *, topics=(), flags=(), is_complaint=True):
    folded = fold_batch([text])
    chosen = [TOPICS.index(topic) for topic in topics]
    verdicts = Verdicts(
        complaint=np.array([1.0]),
        is_complaint=np.array([is_complaint]),
        score=np.zeros(1),
        sentiment=np.zeros(1, int),
        topics=np.array([[*chosen, -1, -1][:2]]),
        severity=np.ones(1, int),
        anger=np.zeros(1, int),
        probabilities=np.zeros((1, 6)),
        flags=np.array([[flag in flags for flag in FLAGS]]),
        abuse=np.zeros(1),
        unsure={},
    )
    hits = find_hits(read_words(folded, np.array([2])))
    return [
        (one.field, text[one.start : one.end], one.why)
        for one in reasons(hits, verdicts, folded).get(0, [])
    ]


def test_reasons_name_the_field_they_speak_for():
    found = reasons_of(
        "It is late, I will call my LAWYER", topics=["delivery_late"], flags=["threat"]
    )

    assert ("topics", "late", "late") in found
    assert ("threat", "LAWYER", "threatens a step") in [
        (field, words.split()[-1], why) for field, words, why in found
    ]


def test_reasons_leave_out_what_did_not_decide():
    assert reasons_of("late", topics=["refund"]) == []
    assert [why for _, _, why in reasons_of("I will call my lawyer")] == []
    assert reasons_of("great", is_complaint=True) == []
    assert reasons_of("great", is_complaint=False) == [("sentiment", "great", "praise")]


def test_reasons_say_a_thing_once():
    found = reasons_of("late late late late", topics=["delivery_late"])

    assert found == [("topics", "late", "late")]


def test_reasons_are_few_and_in_order():
    text = (
        "late broken rude refund scam thieves lawyer never again third time sue you idiot "
        "terrible awful waited weeks app crashed expensive faulty unacceptable furious"
    )
    folded = reasons_of(text, topics=["delivery_late", "refund"], flags=FLAGS)

    assert len(folded) <= MOST
    assert [text.index(words) for _, words, _ in folded] == sorted(
        text.index(words) for _, words, _ in folded
    )
