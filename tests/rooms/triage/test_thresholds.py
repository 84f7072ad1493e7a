import pytest

from amends.rooms.triage.thresholds import BadTable, read_thresholds


GOOD = {"age": {"hours": [0, 4], "share": [0.0, 1.0]}}


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ({}, "age"),
        ({"age": {"hours": [1], "share": [0.0]}}, "age"),
        (GOOD | {"join": {"reopen_days": -1}}, "reopen_days"),
        (GOOD | {"join": {"reopen_days": True}}, "reopen_days"),
        (GOOD | {"join": {"strange": 1}}, "strange"),
    ],
)
def test_wrong_row_stops_the_start_and_names_itself(raw, row):
    with pytest.raises(BadTable, match=row):
        read_thresholds(raw)
