import pytest

from amends.language.identify import Identification
from amends.language.normalise import fold_with_offsets
from amends.rooms.understand.cues import Hit, Word
from amends.rooms.understand.judge import Facts, judge
from amends.rooms.understand.phrases import Cue


def facts(*cues, **more):
    text = more.pop("text", " ".join("x" * max(1, len(cues))))
    words = [Word("x", 2 * at, 2 * at + 1, ("x",)) for at in range(max(1, len(cues)))]
    hits = [Hit(cue, at, at) for at, cue in enumerate(cues)]
    known = Identification("en", None, 1.0)
    return Facts(
        text=text,
        folded=fold_with_offsets(text),
        identified=known,
        words=words,
        hits=hits,
        **more,
    )


LATE = Cue("delivery_late", "late", weight=2.2, complaint=2.4)
SAFETY = Cue("safety_health", "danger to health", weight=3.2, complaint=2.6, severity=5)
STAKES = Cue("severity", "much at stake", weight=2.0, complaint=1.2, severity=4)
LITTLE = Cue("mild", "only a little", severity=2)
INSULT = Cue("insult_to_person", "insults a person", weight=4.5, complaint=2.2)
PRAISE = Cue("praise", "praise", weight=2.0, complaint=-1.8)
JOKE = Cue(
    "sarcasm", "praise that means the opposite", weight=3.6, complaint=1.0, needs="failure"
)


@pytest.mark.parametrize(
    ("cues", "severity"),
    [
        ((), 1),
        ((LATE,), 3),
        ((LATE, LITTLE), 2),
        ((LATE, STAKES), 4),
        ((LATE, STAKES, SAFETY), 5),
        ((SAFETY, PRAISE, PRAISE), 5),
    ],
)
def test_judge_takes_the_gravest_severity(cues, severity):
    assert judge(facts(*cues)).severity == severity


def test_judge_tells_abuse_of_a_person_from_a_complaint():
    """S0-18: the insult is a flag of its own."""
    assert judge(facts(LATE)).insult_to_person is False
    assert (judge(facts(INSULT)).insult_to_person, judge(facts(INSULT)).anger) == (True, 3)


def test_judge_needs_a_failure_to_call_praise_sarcasm():
    assert judge(facts(PRAISE, JOKE)).sarcasm is False
    assert judge(facts(LATE, JOKE)).sarcasm is True


def test_judge_weighs_praise_before_a_but_less():
    polite, pleased = facts(PRAISE, LATE, turn=1), facts(PRAISE, LATE)

    assert judge(polite).complaint_probability > judge(pleased).complaint_probability


@pytest.mark.parametrize(
    ("text", "anger"), [("it is late", 0), ("it is late!!!", 2), ("IT IS VERY LATE NOW", 2)]
)
def test_judge_hears_shouting(text, anger):
    assert judge(facts(LATE, text=text)).anger == anger


def test_judge_says_where_it_is_unsure():
    found = judge(facts(Cue("praise", "praise", complaint=1.3)))

    assert "is_complaint" in found.abstained


def test_judge_gives_at_most_eight_reasons_and_two_topics():
    cues = [
        Cue(topic, topic, weight=2.0, complaint=1.0)
        for topic in ("damaged", "defective", "refund", "payment")
    ]

    found = judge(facts(*cues))

    assert found.topics == ("damaged", "defective")
    assert len(found.because) <= 8
