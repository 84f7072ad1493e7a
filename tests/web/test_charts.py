import pytest
from django.utils import translation

from amends.web import charts


def test_time_runs_with_reading_direction():
    values, labels = [(1, 0, 0), (0, 2, 1)], ["Mon", "Tue"]

    with translation.override("en"):
        ltr = charts.bars(values, labels)
    with translation.override("ar"):
        rtl = charts.bars(values, labels)

    assert float(ltr.words[0].x) < float(ltr.words[1].x)
    assert float(rtl.words[0].x) > float(rtl.words[1].x)


def test_parts_of_a_bar_stand_on_each_other():
    with translation.override("en"):
        low, high = charts.bars([(1, 1, 0)], ["Mon"]).boxes

    assert (low.kind, high.kind) == ("a", "b")
    assert float(high.y) + float(high.height) < float(low.y)


@pytest.mark.parametrize(
    ("most", "top"), [(0, "2"), (2, "2"), (3, "4"), (7, "8"), (11, "20"), (99, "100")]
)
def test_axis_ends_at_a_round_number(most, top):
    with translation.override("en"):
        assert charts.bars([(most, 0, 0)], ["x"]).rules[-1].word.text == top


def test_curve_marks_where_something_changed():
    with translation.override("en"):
        chart = charts.curve([3, 1], "before", "now", turn=0.5)

    assert chart.line == "150.0,68.0 370.0,156.0"
    assert chart.turn == "260.0"


@pytest.mark.parametrize(("days", "named"), [(8, 8), (9, 5), (30, 8)])
def test_words_below_the_bars_leave_room_for_large_letters(days, named):
    with translation.override("en"):
        chart = charts.bars([(1, 0, 0)] * days, [str(n) for n in range(days)])

    assert len(chart.words) == named
