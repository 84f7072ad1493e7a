"""What a channel charges, in millionths of a US dollar."""

from collections.abc import Iterable

from amends.connectors.protocol import Prices, Visibility
from amends.connectors.values.lengths import has_link


MICROS = 1_000_000


def has_prices(prices: Prices) -> bool:
    """Tell whether anything at a channel costs money."""
    return prices != Prices()


def price_of_reading(prices: Prices, visibilities: Iterable[str]) -> int:
    """Return what was paid for messages heard; private ones may have a price of their own."""
    return sum(
        prices.read_private or prices.read if one == Visibility.PRIVATE else prices.read
        for one in visibilities
    )


def price_of_answer(prices: Prices, text: str, visibility: str) -> int:
    """Return what one answer costs; a link may make it dearer."""
    if visibility == Visibility.PRIVATE:
        return prices.private
    return prices.answer_with_link if has_link(text) else prices.answer
