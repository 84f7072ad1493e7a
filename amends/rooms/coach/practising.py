"""Answer an invented conversation, and see how one's answers go over time (S3-20).

Nothing here opens a case or reaches a customer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Avg, Count

from amends.casebook import roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Brand, Finding, FindingLevel, PracticeAnswer, User
from amends.casebook.policies import policy_of
from amends.playbook.review import LONGEST_DRAFT
from amends.rooms.coach.practice import Exercise, Judged, exercises, judge, next_for


SHOWN = 12  # the last answers of a person, oldest first
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Progress:
    """How one person's practice goes; ``points`` are the last answers', oldest first."""

    user: User
    tries: int
    mean: int
    points: tuple[int, ...] = ()


@transaction.atomic
def answer(one: Exercise, text: str, *, brand: Brand, user: User, now: datetime) -> Judged:
    """Judge an answer by the policy of the brand and keep it for the one who wrote it."""
    if not roles.may(user, "casebook.practise", brand):
        raise NotAllowed(NotAllowed.__doc__)
    if not text.strip():
        raise Refused("reply_empty")
    if len(text) > LONGEST_DRAFT:
        raise Refused("longer_than_reviewed")
    judged = judge(one, text, policy_of(brand), user.language)
    PracticeAnswer.objects.create(
        brand=brand, user=user, language=one.language, exercise=one.code, text=text.strip(),
        points=judged.points, codes=list(judged.codes), written_at=now,
    )  # fmt: skip
    return judged


def progress_of(brand: Brand, user: User) -> Progress:
    """Return how a person's own practice goes at a brand."""
    rows = PracticeAnswer.objects.filter(brand=brand, user=user)
    last = rows.order_by("-pk").values_list("points", flat=True)[:SHOWN]
    told = rows.aggregate(n=Count("pk"), mean=Avg("points"))
    return Progress(user, told["n"], round(told["mean"] or 0), tuple(reversed(last)))


def progress_of_team(brand: Brand, *, viewer: User) -> list[Progress]:
    """Return how everybody's practice goes, by name; never the words (S3-21).

    Raises NotAllowed where the policy keeps practice to the one who practises.
    """
    shown = policy_of(brand).limits.practice_shown_to_lead
    if shown != "points" or not roles.may(viewer, "casebook.lead_team", brand):
        raise NotAllowed(NotAllowed.__doc__)
    rows = PracticeAnswer.objects.filter(brand=brand, user__memberships__brand=brand)
    told = rows.values("user").annotate(n=Count("pk"), mean=Avg("points"))
    people = User.objects.in_bulk([row["user"] for row in told])
    made = [Progress(people[row["user"]], row["n"], round(row["mean"])) for row in told]
    return sorted(made, key=lambda one: str(one.user).casefold())


def best_of(brand: Brand, user: User, language: str) -> dict[str, int]:
    """Return the best points of a person by exercise."""
    rows = PracticeAnswer.objects.filter(brand=brand, user=user, language=language)
    best: dict[str, int] = {}
    for code, points in rows.values_list("exercise", "points"):
        best[code] = max(points, best.get(code, 0))
    return best


def suggested(brand: Brand, user: User, language: str, now: datetime) -> Exercise | None:
    """Return what to practise next: what one's own replies were warned of lately (S4b-15)."""
    return next_for(
        exercises(language), best_of(brand, user, language), _weak(brand, user, now)
    )


def _weak(brand: Brand, user: User, now: datetime) -> Iterable[str]:
    found = Finding.objects.filter(reply__user=user, reply__case__brand=brand)
    found = found.filter(reply__written_at__gte=now - LATELY).exclude(level=FindingLevel.HINT)
    counted = Counter(found.values_list("code", flat=True))
    return [code for code, _n in counted.most_common()]
