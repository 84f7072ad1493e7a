"""Practice channels that charge, as some services do."""

from dataclasses import replace

from amends.connectors.protocol import Prices
from amends.connectors.registry import CONNECTORS


PRICES = Prices(read=5_000, answer=15_000, answer_with_link=200_000, private=10_000)


def charge(monkeypatch, *kinds, prices=PRICES):
    for kind in kinds:
        known = CONNECTORS[kind]
        capability = replace(known.capability, prices=prices)
        monkeypatch.setitem(CONNECTORS, kind, replace(known, capability=capability))
