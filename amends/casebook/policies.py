"""The policy of a brand, from its rows."""

from amends.casebook.models import Brand, PolicySetting
from amends.playbook.policy import DEFAULT, Policy, parse_overrides


def policy_of(brand: Brand) -> Policy:
    """Return what a brand decided, the playbook's defaults for the rest."""
    rows = dict(PolicySetting.objects.filter(brand=brand).values_list("key", "value"))
    return parse_overrides(rows) if rows else DEFAULT
