from amends.rooms.understand.analysis import FIELDS
from amends.rooms.understand.bulk import BATCH, FIRST_BATCH, Message, analyse_all, analyse_batch


def test_analyse_batch_answers_every_message():
    answers = analyse_batch(
        [
            Message("a", "شكرا"),
            Message("b", "", "WRONG"),
            Message("c", " \n"),
            Message("d", "broken mug"),
        ]
    )

    assert [(one.row["id"], one.row["error"]) for one in answers] == [
        ("a", None),
        ("b", "WRONG"),
        ("c", "no text in this row"),
        ("d", None),
    ]
    assert all(tuple(one.row) == FIELDS for one in answers)


def test_analyse_batch_goes_on_after_a_message_that_breaks():
    answers = analyse_batch([Message("a", "good"), Message("b", None), Message("c", "bad")])  # type: ignore[arg-type]  # what a foreign engine may hand over

    assert [one.row["error"] is None for one in answers] == [True, False, True]


def test_analyse_all_keeps_the_order_through_processes():
    count = FIRST_BATCH + 3 * BATCH + 7
    messages = (Message(str(at), f"order {at} arrived broken") for at in range(count))

    answers = list(analyse_all(messages, workers=2))

    assert [one.row["id"] for one in answers] == [str(at) for at in range(count)]


def test_analyse_all_gives_the_same_alone_and_together():
    messages = [
        Message(str(at), text)
        for at, text in enumerate(["وين طلبي", "عالی بود", "It broke"] * 120)
    ]

    alone = [analyse_batch([message])[0].row for message in messages[:3]]
    together = list(analyse_all(messages, workers=1))

    assert [one.row for one in together[:3]] == alone
    assert len(together) == 360


def test_analyse_all_of_nothing_is_nothing():
    assert list(analyse_all([])) == []
