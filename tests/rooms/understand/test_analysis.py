from amends.language.entities import Span
from amends.rooms.understand.analysis import FIELDS, Analysis, Reason, error_row


def test_as_row_has_every_field_in_order():
    analysis = Analysis(
        lang="ar", dialect=None, is_complaint=True, complaint_probability=0.9, sentiment=-1,
        sentiment_score=-0.5, topics=("refund",), severity=3, anger=1,
        private_data=("phone",), private_data_spans=(Span("phone", 0, 4),),
        because=(Reason("topics", 5, 9, "money back"),),
    )  # fmt: skip

    row = analysis.as_row("17")

    assert tuple(row) == FIELDS
    assert (row["id"], row["error"], row["topics"]) == ("17", None, ["refund"])
    assert row["private_data_spans"] == [{"type": "phone", "start": 0, "end": 4}]
    assert row["because"] == [{"field": "topics", "start": 5, "end": 9, "why": "money back"}]


def test_error_row_is_null_but_for_id_and_error():
    row = error_row("17", "WRONG")

    assert tuple(row) == FIELDS
    assert {name: value for name, value in row.items() if value is not None} == {
        "id": "17",
        "error": "WRONG",
    }
