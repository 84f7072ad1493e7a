import json

import pytest

from amends.language.entities import Span
from amends.rooms.understand.analysis import FIELDS, FLAGS, Analysis, Reason, error_row


FULL = Analysis(
    lang="ar", dialect="gulf", is_complaint=True, complaint_probability=0.98, sentiment=-1,
    sentiment_score=-0.93, topics=("refund", "damaged"), severity=3, anger=2,
    insult_to_person=False, threat=True, churn=False, repeat=False, troll=False, sarcasm=True,
    abuse_score=0.04, private_data=("order_no",), private_data_spans=(Span("order_no", 4, 9),),
    probabilities=(0.01, 0.9, 0.1, 0.02, 0.01, 0.7), abstained=("churn",),
    because=(Reason("topics", 5, 9, "money back"),),
)  # fmt: skip
BARE = FULL._replace(
    dialect=None, private_data=(), private_data_spans=(), abstained=(), because=()
)


def test_as_row_has_every_field_in_order():
    row = FULL.as_row("17")

    assert tuple(row) == FIELDS
    assert row["because"] == [{"field": "topics", "start": 5, "end": 9, "why": "money back"}]
    assert row["private_data_spans"] == [{"type": "order_no", "start": 4, "end": 9}]
    assert row["probabilities"] == dict(zip(FLAGS, FULL.probabilities, strict=True))
    assert row["error"] is None


@pytest.mark.parametrize("analysis", [FULL, BARE])
@pytest.mark.parametrize("row_id", ["17", 'a"b\\c', "طلب\n", "\ud800"])
def test_as_json_is_what_json_would_write(analysis, row_id):
    assert analysis.as_json(row_id) == json.dumps(analysis.as_row(row_id), ensure_ascii=False)


def test_error_row_keeps_the_id():
    row = error_row("7", "WRONG")

    assert tuple(row) == FIELDS
    assert {name for name, value in row.items() if value is not None} == {"id", "error"}
