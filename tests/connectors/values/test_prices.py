import pytest
from priced import PRICES

from amends.connectors.protocol import Prices
from amends.connectors.values.prices import has_prices, price_of_answer, price_of_reading


@pytest.mark.parametrize(
    ("text", "visibility", "micros"),
    [
        ("نعتذر", "public", 15_000),
        ("نعتذر https://shop.example/a", "public", 200_000),
        ("HTTP://shop.example", "public", 200_000),
        ("https://", "public", 15_000),
        ("نعتذر https://shop.example/a", "private", 10_000),
    ],
)
def test_an_answer_costs_what_it_holds(text, visibility, micros):
    assert price_of_answer(PRICES, text, visibility) == micros


@pytest.mark.parametrize(("prices", "charges"), [(Prices(), False), (Prices(private=1), True)])
def test_a_channel_charges_where_anything_costs(prices, charges):
    assert has_prices(prices) is charges


@pytest.mark.parametrize(("private", "micros"), [(0, 15_000), (10_000, 20_000)])
def test_what_was_heard_in_private_may_have_a_price_of_its_own(private, micros):
    prices = Prices(read=5_000, read_private=private)

    assert price_of_reading(prices, ["public", "private", "public"]) == micros
