"""Switch devices on and off; where they are reached and the desk's own key lie in the vault."""

import contextlib
import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from amends.casebook import vault
from amends.casebook.errors import Refused
from amends.casebook.models import Device, Errand, SenderKey, User, Way
from amends.connectors.push.vapid import new_key, public_of
from amends.connectors.push.wire import Sender, Subscription, read_subscription


MOST = 10  # of one person; whoever adds an eleventh loses the oldest
THE_KEY = 1


@transaction.atomic
def switch_on(  # noqa: PLR0913 - what a browser gives, and where it stands
    user: User,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    now: datetime,
    name: str = "",
    session_key: str = "",
) -> Device:
    """Let a person be told on the browser he sits at; one browser belongs to its last user.

    Raises Refused for what no browser gives.
    """
    try:
        read_subscription(endpoint, p256dh, auth)
    except ValueError:
        raise Refused("no_such_device") from None
    sealed = vault.seal({"endpoint": endpoint, "p256dh": p256dh, "auth": auth})
    row, _ = Device.objects.update_or_create(
        fingerprint=hashlib.sha256(endpoint.encode()).hexdigest(),
        defaults={
            "user": user, "name": name[:60], "sealed": sealed,
            "session_key": session_key, "added_at": now,
        },
    )  # fmt: skip
    old = (
        Device.objects.filter(user=user)
        .order_by("-added_at", "-pk")
        .values_list("pk", flat=True)
    )
    Device.objects.filter(pk__in=list(old[MOST:])).delete()
    return row


def switch_off(user: User, pk: int) -> bool:
    """Tell a person nothing any more on one of his devices; False when it is none of his."""
    return bool(Device.objects.filter(user=user, pk=pk).delete()[0])


def forget_sign_ins(user: User, *, keys: Iterable[str] = (), but: str | None = None) -> None:
    """Tell nothing any more where a person was signed out: at these places, or everywhere ``but`` one."""
    rows = Device.objects.filter(user=user)
    rows = (
        rows.filter(session_key__in=list(keys))
        if but is None
        else rows.exclude(session_key=but)
    )
    rows.delete()


def try_out(device: Device, now: datetime) -> Errand:
    """Put a trial on its way to a device: a push without a notice."""
    return Errand.objects.create(
        user=device.user,
        way=Way.PUSH,
        device=device,
        key=uuid.uuid4().hex,
        made_at=now,
        due_at=now,
    )


def reached_at(device: Device) -> Subscription:
    """Return where a device is reached. Raises VaultLocked under another AMENDS_VAULT_KEY."""
    return read_subscription(**vault.unseal(device.sealed))


def sender() -> Sender:
    """Return the key of this desk, made at the first asking, and where it can be complained to."""
    contact = settings.BASE_URL.replace("http://", "https://", 1)
    return Sender(_key(), contact)


def public_key() -> str:
    """Return what a browser is told of the desk's key before it lets itself be switched on."""
    return public_of(_key())


def _key() -> str:
    """Return the one key. Of two first askers the row of one stands, and both read it.

    A key that another AMENDS_VAULT_KEY sealed is lost with the addresses it was made for.
    """
    row = SenderKey.objects.filter(pk=THE_KEY).first()
    if row is not None:
        with contextlib.suppress(vault.VaultLocked):
            return str(vault.unseal(row.sealed)["key"])
        SenderKey.objects.filter(pk=THE_KEY, sealed=row.sealed).delete()
    made = SenderKey(pk=THE_KEY, sealed=vault.seal({"key": new_key()}))
    SenderKey.objects.bulk_create([made], ignore_conflicts=True)
    return str(vault.unseal(SenderKey.objects.get(pk=THE_KEY).sealed)["key"])
