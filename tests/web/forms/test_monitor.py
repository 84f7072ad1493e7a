import people
import pytest

from amends.casebook.models import Monitor
from amends.web.forms.monitor import LinesField, MonitorForm


pytestmark = pytest.mark.django_db


def test_lines_are_trimmed_and_empty_ones_count_for_nothing():
    assert LinesField(3).clean(" a \n\n b") == ["a", "b"]
    assert LinesField(3).prepare_value(["a", "b"]) == "a\nb"
    assert LinesField(3).prepare_value("a") == "a"


def test_words_of_a_monitor_stand_where_they_belong():
    words = ["Nakheel", "alnakheel", "nkhl"]
    monitor = Monitor.objects.create(
        brand=people.brand(), name="palms", names=["Nakheel"], words=words
    )

    form = MonitorForm(brand=monitor.brand, monitor=monitor)

    ticked = [s.text for _, rows in form.offers for s, is_ticked in rows if is_ticked]
    assert ticked == ["alnakheel"]
    assert form.initial["own"] == ["nkhl"]


def test_new_form_offers_nothing():
    assert MonitorForm(brand=people.brand()).offers == []
