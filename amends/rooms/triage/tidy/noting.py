"""Tell colleagues something about a case, and call those who should look."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, notices
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Call, Case, Note, User
from amends.casebook.roles import may
from amends.rooms.triage.tidy.judging import called_in


@transaction.atomic
def write_note(
    case: Case, text: str, *, actor: User, now: datetime, called: Iterable[int] = ()
) -> Note:
    """Write a note that only the team reads; ``called`` and each @name get an unseen mark.

    Whoever is no colleague at the brand is not called: the walls hold for names too.
    """
    if not may(actor, "casebook.see", case):
        raise NotAllowed(NotAllowed.__doc__)
    if not text.strip():
        raise Refused("note_empty")
    note = Note.objects.create(case=case, user=actor, text=text.strip(), written_at=now)
    names = {user.pk: user.name for user in colleagues(case, actor)}
    users = sorted((set(called) & names.keys()) | called_in(text, names))
    Call.objects.bulk_create(Call(note=note, user_id=user) for user in users)
    told = {"note": note.pk, "by": actor.pk}
    key = f"called:{note.pk}"
    notices.tell(case.brand, users, "called", key=key, facts=told, now=now, case=case)
    facts = {"note": note.pk, "called": users}
    ledger.append(case, "noted", now=now, facts=facts, actor=actor)
    return note


def colleagues(case: Case, user: User) -> list[User]:
    """Return who else works for the brand of a case, by name."""
    team = User.objects.filter(memberships__brand=case.brand_id, is_active=True)
    return list(team.exclude(pk=user.pk).order_by("name", "pk"))


def see_calls(case: Case, user: User, *, now: datetime) -> int:
    """Mark as seen what called a person in a case or told him of it; return how many calls went."""
    notices.see(case, user, now=now)
    calls = Call.objects.filter(note__case=case, user=user, seen_at=None)
    return calls.update(seen_at=now)
