import pytest

from amends.connectors.platforms.x.settings import CAPABILITY, QUERY_LENGTH, Settings
from amends.connectors.source_settings import SettingsError


OURS = len("() -from:shop -is:retweet")


@pytest.mark.parametrize(("length", "fits"), [(QUERY_LENGTH - OURS, True), (QUERY_LENGTH - OURS + 1, False)])  # fmt: skip
def test_search_is_as_long_as_x_allows(length, fits):
    words = ("x" * length,)

    if fits:
        assert Settings(account="@shop", access_token="t", words=words).name == "shop"
    else:
        with pytest.raises(SettingsError):
            Settings(account="@shop", access_token="t", words=words)


def test_prices_are_told_in_millionths_of_a_dollar():
    prices = CAPABILITY.prices

    assert (prices.read, prices.answer, prices.answer_with_link, prices.private) == (
        5_000, 10_000, 200_000, 15_000,
    )  # fmt: skip
