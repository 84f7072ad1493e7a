"""The policy of a brand, from its rows; every change is checked first and remembered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed
from amends.casebook.models import Brand, PolicyApproval, PolicyChange, PolicySetting, User
from amends.playbook import laws
from amends.playbook.cards import CODES
from amends.playbook.keys import KEYS
from amends.playbook.limits import LIMIT_KEYS
from amends.playbook.policy import DEFAULT, Policy, parse_overrides


def policy_of(brand: Brand) -> Policy:
    """Return what a brand decided, the playbook's defaults for the rest."""
    rows = rows_of(brand)
    return parse_overrides(rows) if rows else DEFAULT


def rows_of(brand: Brand) -> dict[str, Any]:
    """Return what a brand set by itself, by key."""
    return dict(PolicySetting.objects.filter(brand=brand).values_list("key", "value"))


@transaction.atomic
def change(
    brand: Brand, values: Mapping[str, Any], *, user: User, now: datetime
) -> list[PolicyChange]:
    """Set some keys, or put them back to the default where the value is None; return what changed.

    All or nothing: raises PolicyError for the first key that is refused, by the playbook or by a
    law of the brand's country. Setting a key to what it is already changes nothing.
    """
    _may_decide(brand, user)
    Brand.objects.select_for_update().get(pk=brand.pk)
    before = rows_of(brand)
    after = {k: v for k, v in (before | dict(values)).items() if v not in (None, _usual(k))}
    # The judged rows hold the defaults too: a value that must not be written is refused by its key.
    parse_overrides({k: v for k, v in (before | dict(values)).items() if v is not None})
    laws.check(after, brand.country)
    made = [
        PolicyChange(
            brand=brand, key=key, before=before.get(key), after=after.get(key),
            changed_by=user, changed_at=now,
        )
        for key in values
        if before.get(key) != after.get(key)
    ]  # fmt: skip
    for one in made:
        _write(one)
    PolicyChange.objects.bulk_create(made)
    ledger.touch(brand.pk)
    return made


def _usual(key: str) -> Any:
    row = KEYS.get(key) or LIMIT_KEYS.get(key.removeprefix("limits."))
    return row.default if row else None


def _write(one: PolicyChange) -> None:
    settings = PolicySetting.objects.filter(brand=one.brand, key=one.key)
    if one.after is None:
        settings.delete()
        return
    fields = {"value": one.after, "set_by": one.changed_by, "set_at": one.changed_at}
    PolicySetting.objects.update_or_create(brand=one.brand, key=one.key, defaults=fields)


@transaction.atomic
def approve(brand: Brand, conflicts: Iterable[str], *, user: User, now: datetime) -> None:
    """Write down that somebody responsible has read and decided conflicts (S1-24).

    With the last of all, the first time, the brand goes live: before that nothing leaves it.
    """
    _may_decide(brand, user)
    at = Brand.objects.select_for_update().get(pk=brand.pk)
    lines = [_line(brand, code, "approved", user, now) for code in conflicts]
    for line in lines:
        PolicyApproval.objects.update_or_create(
            brand=brand, conflict=line.key, defaults={"approved_by": user, "approved_at": now}
        )
    if at.live_at is None and not missing(brand):
        lines.append(_line(brand, "live", now.isoformat(), user, now))
        brand.live_at = now
        Brand.objects.filter(pk=brand.pk).update(live_at=now)
    PolicyChange.objects.bulk_create(lines)
    ledger.touch(brand.pk)


def missing(brand: Brand) -> list[str]:
    """Return the conflicts nobody responsible has decided yet, in order."""
    decided = PolicyApproval.objects.filter(brand=brand).values_list("conflict", flat=True)
    return [code for code in CODES if code not in set(decided)]


def _line(brand: Brand, key: str, after: str, user: User, now: datetime) -> PolicyChange:
    return PolicyChange(brand=brand, key=key, after=after, changed_by=user, changed_at=now)


def _may_decide(brand: Brand, user: User) -> None:
    if not roles.may(user, "casebook.set_up", brand):
        raise NotAllowed(NotAllowed.__doc__)
