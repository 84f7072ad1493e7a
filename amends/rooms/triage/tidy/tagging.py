"""Put a brand's own words on its cases."""

from datetime import datetime

from django.db import transaction

from amends.casebook import ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Case, Tag, User
from amends.casebook.roles import may
from amends.casebook.search import words_of


NAME_LENGTH = 40
MOST_TAGS = 12


@transaction.atomic
def tag(case: Case, name: str, *, actor: User, now: datetime) -> Tag:
    """Put a tag on a case, a new one where the brand has none of that spelling; twice is once."""
    _let_in(case, actor)
    found = tag_named(case.brand, name)
    tags = list(case.tags.all())
    if found in tags:
        return found
    if len(tags) >= MOST_TAGS:
        raise Refused("too_many_tags")
    case.tags.add(found)
    _refresh(case)
    ledger.append(case, "tagged", now=now, facts={"tag": found.pk}, actor=actor)
    return found


@transaction.atomic
def untag(case: Case, tag: Tag, *, actor: User, now: datetime) -> None:
    """Take a tag off a case; harmless when it is not there."""
    _let_in(case, actor)
    if not case.tags.filter(pk=tag.pk).exists():
        return
    case.tags.remove(tag)
    _refresh(case)
    ledger.append(case, "untagged", now=now, facts={"tag": tag.pk}, actor=actor)


def tag_named(brand: Brand, name: str) -> Tag:
    """Return the brand's tag of that name in any spelling; raises Refused when it says nothing."""
    shown = " ".join(name.split())[:NAME_LENGTH]
    folded = " ".join(words_of(shown))
    if not folded:
        raise Refused("tag_empty")
    return Tag.objects.get_or_create(brand=brand, folded=folded, defaults={"name": shown})[0]


def _let_in(case: Case, actor: User) -> None:
    if not may(actor, "casebook.answer", case):
        raise NotAllowed(NotAllowed.__doc__)
    ledger.lock(case)


def _refresh(case: Case) -> None:
    case.tag_names = list(case.tags.order_by("name").values_list("name", flat=True))
    Case.objects.filter(pk=case.pk).update(tag_names=case.tag_names)
