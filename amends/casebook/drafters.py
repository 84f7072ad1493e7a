"""Which language model may draft the replies of a brand: none, its own, or the house's."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from amends.casebook import ledger, vault
from amends.casebook.models import Brand


FIELDS = ("url", "model", "key")


def of_the_house() -> dict[str, str]:
    """Return what the operator set for every brand (AMENDS_DRAFT_URL, _MODEL, _KEY); may be empty."""
    environment = settings.ENVIRONMENT
    given = {name: getattr(environment, f"draft_{name}") for name in FIELDS}
    return given if given["url"] and given["model"] else {}


def stored(brand: Brand) -> dict[str, Any]:
    """Return what a brand chose: ``is_on``, and a model of its own where it has one."""
    return vault.unseal(brand.drafter)


def drafter_of(brand: Brand) -> dict[str, str]:
    """Return the model a brand lets draft; empty while it is off, which it is by default."""
    chosen = stored(brand)
    if not chosen.get("is_on"):
        return {}
    own = {name: str(chosen[name]) for name in FIELDS if chosen.get(name)}
    return own if own.get("url") else of_the_house()


def choose(brand: Brand, chosen: Mapping[str, Any]) -> None:
    """Keep what a brand chose, encrypted; the caller has checked it and who may."""
    brand.drafter = vault.seal(chosen)
    Brand.objects.filter(pk=brand.pk).update(drafter=brand.drafter)
    ledger.touch(brand.pk)
