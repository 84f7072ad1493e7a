import pytest

from amends.casebook.models import Tells
from amends.language.naming.relevance import WEIGHTS
from amends.language.naming.spellings import SLIPS, offered
from amends.web.names import name_of


@pytest.mark.parametrize("sign", WEIGHTS)
def test_each_sign_has_its_name(sign):
    assert name_of("signs", sign) != sign


def test_each_reason_of_a_spelling_has_its_name():
    reasons = {one.reason for one in offered(["NakheelStore", "متجر النخيل", "Zhaleh"])}

    assert reasons >= {"article", "latin", "arabic_script", "persian_script", "spaced"}
    assert [one for one in reasons | SLIPS if name_of("spellings", one) == one] == []


def test_each_way_of_telling_has_its_name():
    assert [one for one in Tells.values if name_of("tells", one) == one] == []
