import pytest

from amends.rooms.diagnose.alarm import (
    Complaint,
    Counts,
    Likely,
    alarm_of,
    is_over,
    likely_cause,
)


def counts(volume=0, usual=0.0, anger=0, usual_anger=0.0):
    return Counts(volume, anger, usual, usual_anger)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (counts(10), "volume"),
        (counts(9), ""),
        (counts(12, usual=3.0), "volume"),
        (counts(12, usual=3.1), ""),
        (counts(11, usual=3.0), ""),
        (counts(16, usual=4.0), "volume"),
        (counts(15, usual=4.0), ""),
        (counts(13, usual=1.0, anger=6), "volume"),
        (counts(6, anger=6), "anger"),
        (counts(6, anger=5), ""),
        (counts(9, usual=3.0, anger=8, usual_anger=2.0), "anger"),
        (counts(9, usual=3.0, anger=7, usual_anger=2.0), ""),
    ],
)
def test_crisis_is_far_above_the_brands_own_usual_s4a_01(found, why):
    assert alarm_of(found) == why


@pytest.mark.parametrize(
    ("found", "over"),
    [
        (counts(3), True),
        (counts(4), False),
        (counts(15, usual=10.0), True),
        (counts(16, usual=10.0), False),
    ],
)
def test_it_is_over_when_it_is_quiet_again(found, over):
    assert is_over(found) is over


LATE = Complaint(text="شحنتي متاخرة", topics=("delivery_late",))
ORDINARY = [Complaint(text=f"word{n} usual", topics=("damaged",)) for n in range(20)]


def test_what_stands_out_is_the_likely_cause():
    found = likely_cause([LATE] * 5 + [Complaint(topics=("damaged",))] * 3, ORDINARY)

    assert found == Likely("topic", "delivery_late", 5)


def test_cause_and_product_tell_more_than_topic_and_word():
    known = Complaint(text="شحنتي", topics=("x",), products=("kettle",), causes=("7",))
    bought = Complaint(text="شحنتي", topics=("x",), products=("kettle",))

    assert likely_cause([known] * 5, ORDINARY) == Likely("cause", "7", 5)
    assert likely_cause([bought] * 5, ORDINARY) == Likely("product", "kettle", 5)


def test_word_is_found_in_any_spelling_where_topics_say_nothing():
    texts = ["الاپليكيشن معطل", "الاپلیکیشن لا يفتح", "الاپليكيشن!", "الاپليكيشن واقف"]

    found = likely_cause([Complaint(text=text) for text in texts + texts], ORDINARY)

    assert (found.kind, found.count) == ("word", 6)


@pytest.mark.parametrize(
    ("sharing", "others", "is_found"),
    [(4, 6, True), (3, 0, False), (4, 7, False), (5, 7, True)],
    ids=["forty in a hundred", "too few", "too small a share", "both"],
)
def test_few_or_a_small_share_is_no_cause(sharing, others, is_found):
    now = [Complaint(topics=("refund",))] * sharing + [Complaint()] * others

    assert (likely_cause(now, ORDINARY) is not None) is is_found


@pytest.mark.parametrize(("before", "is_found"), [(9, True), (10, False)])
def test_what_was_always_so_is_no_cause(before, is_found):
    past = [Complaint(topics=("refund",))] * before + [Complaint()] * (18 - before)

    assert (likely_cause([Complaint(topics=("refund",))] * 4, past) is not None) is is_found


def test_vague_topics_short_words_and_numbers_are_no_cause():
    vague = Complaint(text="من the 12345678", topics=("other", "question", "praise"))

    assert likely_cause([vague] * 10, ORDINARY) is None
