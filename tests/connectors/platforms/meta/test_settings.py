import pytest
from connectors.meta_calls import APP

from amends.connectors.platforms.meta.settings import NO_NUMBER, Page
from amends.connectors.source_settings import SettingsError, parse_settings


def test_a_page_is_named_by_its_number():
    page = parse_settings(Page, APP | {"page": "2121008874780932"})

    assert (page.page, page.days, page.human_agent) == ("2121008874780932", 30, False)


@pytest.mark.parametrize("given", ["nakheel", "12 3", "١٢٣", "https://facebook.com/1"])
def test_a_name_is_no_number(given):
    with pytest.raises(SettingsError) as refusal:
        parse_settings(Page, APP | {"page": given})

    assert refusal.value.problem_by_setting == {"page": NO_NUMBER}
