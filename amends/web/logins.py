"""Who comes in: whose door a wrong password knocked at, and who stands behind a session."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from amends.casebook.models import User
from amends.casebook.prepared import PreparedRows, Slot
from amends.casebook.roles import brands_open_to


class DeskBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's back end, whose people bring the version of what they see: open pages ask for it."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session with his ``version``, in one query; None for nobody."""
        found = _person().fetch(user=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@cache
def _person() -> PreparedRows[User]:
    brands = brands_open_to(Slot("user")).order_by().values("memberships__user")
    version = Subquery(brands.annotate(total=Sum("version")).values("total"))
    rows = User.objects.filter(pk=Slot("user")).annotate(version=Coalesce(version, 0))
    return PreparedRows(rows, "version")


def login_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the address somebody tries to sign in with, as an account spells it.

    allauth names it ``email`` to the back ends while the form calls it ``login``: read by one
    name alone, every failure would count for nobody, and shut the door for a whole office.
    """
    given = str((credentials or {}).get("email") or "")
    posted = request.POST.get("login", "") if request else ""
    return (given or posted).strip().lower()
