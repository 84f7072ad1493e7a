from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from amends.rooms.understand.report import charts
from amends.rooms.understand.report.trends import Period
from amends.rooms.understand.report.words import words


PERIODS = [
    Period("2026-01", Counter(rows=9, complaints=4, refund=4, damaged=2)),
    Period("2026-02", Counter(rows=9, complaints=6, damaged=1)),
]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_stacked_draws_whole_columns_in_reading_direction(lang):
    drawn = ET.fromstring(charts.stacked(PERIODS, ["refund", "damaged"], words(lang)))

    columns = [
        [float(box.get("x")) for box in group.findall("rect")] for group in drawn.findall("g")
    ]
    assert [len(column) for column in columns] == [2, 2]
    assert (columns[0][0] < columns[1][0]) is (lang == "en")


@pytest.mark.parametrize(("columns", "kind"), [(4, "chart few"), (5, "chart")])
def test_few_columns_fit_a_phone(columns, kind):
    drawn = ET.fromstring(charts.stacked(PERIODS[:1] * columns, ["refund"], words("en")))

    assert drawn.get("class") == kind


def test_stacked_of_nothing_is_a_picture():
    assert ET.fromstring(charts.stacked([], [], words("en"))).tag == "svg"


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_spark_and_bar_stay_inside(lang):
    line = ET.fromstring(charts.spark([0.1, 0.5, 0.2], words(lang)))
    bar = ET.fromstring(charts.bar(0.25, "c0", words(lang)))

    points = line.find("polyline").get("points").split()
    assert len(points) == 3
    assert all(0 <= float(point.split(",")[0]) <= 140 for point in points)
    assert float(bar.find("rect").get("x")) == (75 if lang == "fa" else 0)
