"""Saved views: a name for a filter of the inbox, one's own or for everybody at a brand.

They stand in the row of the person and of the brand, which every page reads anyway.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import QueryDict

from amends.casebook import ledger
from amends.casebook.models import Brand, User
from amends.web import menus
from amends.web.forms.inbox import chosen
from amends.web.tally import Tally, count_of


MOST = 20
NAME_LENGTH = 40


def saved(
    user: User, brands: Sequence[Brand], by: dict[str, Any], tally: Tally
) -> list[menus.Link]:
    """Return the saved views as links of the rail, one's own first; no query."""
    rows = [*user.views, *(view for brand in brands for view in brand.views)]
    return [_link(view, by, tally, user) for view in rows]


def _link(view: dict[str, str], by: dict[str, Any], tally: Tally, user: User) -> menus.Link:
    asked = chosen(QueryDict(view["query"]))
    url = menus.address(asked, group=asked.get("group"))
    return menus.Link(view["name"], url, asked == by, count_of(tally, asked, user))


@transaction.atomic
def save_view(owner: User | Brand, name: str, query: str) -> bool:
    """Keep a filter under a name, in place of one of that name; False when there are twenty."""
    shown = " ".join(name.replace("\0", "").split())[:NAME_LENGTH]
    asked = chosen(QueryDict(query))
    kept = menus.address(asked, group=asked.get("group")).removeprefix("?")
    row = _locked(owner)
    others = [view for view in row.views if view["name"] != shown]
    if not shown or not kept or len(others) >= MOST:
        return False
    _store(row, [*others, {"name": shown, "query": kept}])
    return True


@transaction.atomic
def forget_view(owner: User | Brand, name: str) -> None:
    """Remove a saved view; harmless when it is not there."""
    row = _locked(owner)
    _store(row, [view for view in row.views if view["name"] != name])


def _locked(owner: User | Brand) -> User | Brand:
    model: type[Brand | User] = Brand if isinstance(owner, Brand) else User
    return model._default_manager.select_for_update().get(pk=owner.pk)


def _store(row: User | Brand, views: list[dict[str, str]]) -> None:
    row.views = views
    row.save(update_fields=["views"])
    if isinstance(row, Brand):
        ledger.touch(row.pk)
