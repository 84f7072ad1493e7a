"""Find a brand by its short name."""

from amends.casebook.errors import CasebookError
from amends.casebook.models import Brand


class NoSuchBrand(CasebookError):
    """There is no brand of that name."""


def brand_named(slug: str) -> Brand:
    """Return a brand by its short name; raises NoSuchBrand with the names there are."""
    try:
        return Brand.objects.get(slug=slug)
    except Brand.DoesNotExist:
        names = ", ".join(Brand.objects.values_list("slug", flat=True)) or "none yet"
        raise NoSuchBrand(f"There is no brand {slug!r}; there are: {names}.") from None
