from amends.rooms.resolve import remedies


def test_topic_without_a_row_gets_what_fits_anything():
    table = remedies.table()

    assert table.matching(["a topic of next year"]) == table.kinds_by_topic["other"]


def test_remedies_of_two_topics_are_named_once():
    assert remedies.table().matching(["wrong_item", "damaged"]) == (
        "replacement", "refund", "redelivery", "repair",
    )  # fmt: skip
