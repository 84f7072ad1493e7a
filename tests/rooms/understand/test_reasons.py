from amends.language.normalise import fold_with_offsets
from amends.rooms.understand.cues import Hit, Word
from amends.rooms.understand.phrases import Cue
from amends.rooms.understand.reasons import MOST, reasons


def reasons_of(*cues, topics=(), flags=None, is_complaint=True):
    text = " ".join("x" * len(cues))
    words = [Word("x", 2 * at, 2 * at + 1, ("x",)) for at in range(len(cues))]
    hits = [Hit(cue, at, at) for at, cue in enumerate(cues)]
    return reasons(
        words, fold_with_offsets(text), hits, topics, flags or {}, is_complaint=is_complaint
    )


def test_reasons_name_the_field_they_speak_for():
    found = reasons_of(
        Cue("refund", "money back"),
        Cue("threat", "step"),
        topics=("refund",),
        flags={"threat": 0.5},
    )

    assert [(one.field, one.start, one.end, one.why) for one in found] == [
        ("topics", 0, 1, "money back"),
        ("threat", 2, 3, "step"),
    ]


def test_reasons_leave_out_what_did_not_decide():
    assert (
        reasons_of(Cue("refund", "money back"), Cue("threat", "step"), flags={"threat": 0.49})
        == ()
    )
    assert reasons_of(Cue("praise", "praise")) == ()


def test_reasons_keep_the_weightiest():
    cues = [Cue("damaged", f"why {at}", weight=float(at)) for at in range(MOST + 2)]

    found = reasons_of(*cues, topics=("damaged",))

    assert [one.why for one in found] == [f"why {at}" for at in range(2, MOST + 2)]
