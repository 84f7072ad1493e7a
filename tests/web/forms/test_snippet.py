import pytest

from amends.playbook.snippets import LONGEST
from amends.web.forms.snippet import SnippetForm


@pytest.mark.parametrize(
    ("given", "is_valid"),
    [
        ({"name": "Hours", "fa": "ساعت ۹ تا ۱۸"}, True),
        ({"name": "", "fa": "ساعت ۹ تا ۱۸"}, False),
        ({"name": "x" * 61, "en": "9 to 5"}, False),
        ({"name": "Hours", "en": "x" * LONGEST}, True),
        ({"name": "Hours", "en": "x" * (LONGEST + 1)}, False),
    ],
)
def test_fact_has_a_name_and_stays_short(given, is_valid):
    assert SnippetForm(given).is_valid() is is_valid
