"""The facts of a brand that every colleague says alike, kept by those who set it up (C-21)."""

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import QuerySet

from amends.casebook import roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Language, Snippet, User
from amends.casebook.policies import policy_of
from amends.playbook.snippets import problems_of
from amends.rooms.respond.context import recent_replies


MOST = 40


@transaction.atomic
def keep_snippet(
    brand: Brand, name: str, texts: Mapping[str, str], *, user: User, pk: int | None = None
) -> Snippet:
    """Store a snippet or change one; ``texts`` by language. A finished answer is refused (S2-09)."""
    _let_in(brand, user)
    own = Snippet.objects.filter(brand=brand)
    row = own.filter(pk=pk).first() if pk else Snippet(brand=brand)
    if row is None:
        raise Refused("no_such_snippet")
    said = {language: texts.get(language, "").strip() for language in Language.values}
    _check(own, row, name.strip(), said)
    row.name = name.strip()
    for language, text in said.items():
        setattr(row, language, text)
    row.save()
    return row


@transaction.atomic
def drop_snippet(brand: Brand, pk: int, *, user: User) -> None:
    """Take a snippet away; what was written with it stays as it is."""
    _let_in(brand, user)
    if not Snippet.objects.filter(brand=brand, pk=pk).delete()[0]:
        raise Refused("no_such_snippet")


def snippets_for(brand: Brand, language: str) -> list[tuple[str, str]]:
    """Return the name and the text of each snippet there is in a language of the desk."""
    rows = Snippet.objects.filter(brand=brand).exclude(**{language: ""})
    return list(rows.values_list("name", language))


def _let_in(brand: Brand, user: User) -> None:
    if not roles.may(user, "casebook.set_up", brand):
        raise NotAllowed(NotAllowed.__doc__)


def _check(own: QuerySet[Snippet], row: Snippet, name: str, said: Mapping[str, str]) -> None:
    if not name or not any(said.values()):
        raise Refused("snippet_empty")
    others = own.exclude(pk=row.pk)
    if others.filter(name=name).exists():
        raise Refused("snippet_twice")
    if others.count() >= MOST:
        raise Refused("too_many_snippets")
    if codes := tuple(dict.fromkeys(_unfit(row.brand, said))):
        raise Refused(*codes)


def _unfit(brand: Brand, said: Mapping[str, str]) -> Iterator[str]:
    policy = policy_of(brand)
    recent = recent_replies(brand, policy)
    for language, text in said.items():
        yield from problems_of(text, language, recent, policy) if text else ()
