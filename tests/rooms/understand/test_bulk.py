import pytest

from amends.rooms.understand.analysis import FIELDS
from amends.rooms.understand.bulk import (
    BATCH,
    FIRST_BATCH,
    Message,
    analyse_all,
    analyse_batch,
    analyse_rows,
)


def ids(answers):
    return [one.message.row_id for one in answers]


def test_analyse_batch_answers_every_message():
    answers = analyse_batch(
        [
            Message("a", "شكرا"),
            Message("b", "", "WRONG"),
            Message("c", " \n"),
            Message("d", "broken mug"),
        ]
    )

    assert [(one.as_row()["id"], one.as_row()["error"]) for one in answers] == [
        ("a", None),
        ("b", "WRONG"),
        ("c", "no text in this row"),
        ("d", None),
    ]
    assert all(tuple(one.as_row()) == FIELDS for one in answers)


def test_analyse_batch_goes_on_after_a_message_that_breaks():
    answers = analyse_batch([Message("a", "good"), Message("b", None), Message("c", "bad")])  # type: ignore[arg-type]  # what a foreign engine may hand over

    assert [one.error for one in answers] == ["", "this is not a text", ""]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "no text in this row"),
        (" \t\n\u00a0", "no text in this row"),
        ("😡", ""),
        ("broken " * 150_000, ""),
        ("late \ud800 parcel", ""),
        ("\u202eetal si ti\u202c late", ""),
        ("\u200b" * 5000 + "late" + "\u200c" * 5000, ""),
        ("<div onclick='x'><b>late</b><br>&nbsp;</div>", ""),
        ("\x00\x01 late", ""),
        (17, "this is not a text"),
    ],
    ids=["empty", "blank", "emoji", "megabyte", "surrogate", "bidi", "zero-width", "html",
         "controls", "number"],
)  # fmt: skip
def test_analyse_batch_survives_bad_input_beside_good(text, error):
    before, bad, after = analyse_batch(
        [Message("1", "It broke"), Message("2", text), Message("3", "وين طلبي")]
    )

    assert (bad.error, bad.analysis is None) == (error, bool(error))
    assert before.analysis == analyse_batch([Message("1", "It broke")])[0].analysis
    assert after.analysis == analyse_batch([Message("3", "وين طلبي")])[0].analysis


def test_analyse_all_keeps_the_order_through_processes():
    count = FIRST_BATCH + 3 * BATCH + 7
    messages = (Message(str(at), f"order {at} arrived broken") for at in range(count))

    parts = list(analyse_all(messages, ids, workers=2))

    assert [name for part in parts for name in part] == [str(at) for at in range(count)]


def test_analyse_all_gives_the_same_alone_and_together():
    messages = [
        Message(str(at), text)
        for at, text in enumerate(["وين طلبي", "عالی بود", "It broke"] * 120)
    ]

    alone = [analyse_batch([message])[0] for message in messages[:3]]
    together = [one for part in analyse_all(messages, list, workers=1) for one in part]

    assert together[:3] == alone
    assert len(together) == 360


def test_analyse_all_of_nothing_is_nothing():
    assert list(analyse_all([], ids)) == []


def test_analyse_rows_is_what_other_engines_call():
    rows = analyse_rows([("7", "It broke"), ("8", "")])

    assert [(row["id"], row["error"]) for row in rows] == [
        ("7", None),
        ("8", "no text in this row"),
    ]
