"""Who works where: people with roles, hours and open cases, and who is on duty now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch
from django.utils.translation import gettext

from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    MemberInvitation,
    Membership,
    Shift,
)
from amends.casebook.team import GRANTS
from amends.rooms.triage import rules
from amends.web import calendars, names, reader
from amends.web.doors import can


# The week begins on Sunday in Riyadh, on Saturday in Tehran.
FIRST_DAY = {"ar": 6, "fa": 5, "en": 0}


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person of a team, as the page shows him."""

    member: Membership
    open_cases: int
    is_on: bool
    hours: tuple[str, ...]
    languages: str


@dataclass(frozen=True, slots=True)
class Team:
    """One brand's people, whom it waits for, and whether the reader leads it."""

    brand: Brand
    people: tuple[Colleague, ...]
    invitations: tuple[MemberInvitation, ...]
    may_lead: bool

    @property
    def on_now(self) -> list[Colleague]:
        """Return who is on duty."""
        return [one for one in self.people if one.is_on]


def weekdays() -> list[int]:
    """Return the days of the week in the reader's order; Monday is 0."""
    first = FIRST_DAY.get(reader.language(), 0)
    return [(first + n) % 7 for n in range(7)]


def teams(brands: Iterable[Brand], now: datetime) -> list[Team]:
    """Return the team of each brand that ``doors.desk_brands`` gave; queries do not grow with rows."""
    listed = list(brands)
    found = Brand.objects.filter(pk__in=[brand.pk for brand in listed]).prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.select_related("user").order_by("user__name", "pk"),
        ),
        Prefetch("shifts", Shift.objects.order_by("starts", "pk")),
        Prefetch(
            "member_invitations",
            MemberInvitation.objects.filter(used_at=None).order_by("-invited_at", "-pk"),
        ),
    )
    rows = {brand.pk: brand for brand in found}
    load = _open_cases(listed)
    return [
        Team(
            brand,
            tuple(_people(rows[brand.pk], load, now)),
            tuple(rows[brand.pk].member_invitations.all()),
            can(brand, "casebook.lead_team"),
        )
        for brand in listed
    ]


def _open_cases(brands: Sequence[Brand]) -> dict[tuple[int, int], int]:
    rows = Case.objects.filter(brand__in=brands).exclude(state=CaseState.CLOSED)
    counted = rows.order_by().values_list("brand", "owner").annotate(n=Count("pk"))
    return {(brand, owner): n for brand, owner, n in counted}


def _people(
    brand: Brand, load: dict[tuple[int, int], int], now: datetime
) -> Iterable[Colleague]:
    local = now.astimezone(ZoneInfo(brand.timezone))
    shifts: dict[int, list[Shift]] = defaultdict(list)
    for shift in brand.shifts.all():
        shifts[shift.user_id].append(shift)
    for member in brand.memberships.all():
        mine = shifts[member.user_id]
        yield Colleague(
            member,
            load.get((brand.pk, member.user_id), 0),
            any(rules.is_on_duty(s.weekday, s.starts, s.ends, local) for s in mine),
            hours_of(mine),
            gettext(", ").join(str(names.LANGUAGES.get(c, c)) for c in member.languages),
        )


def hours_of(shifts: Iterable[Shift]) -> tuple[str, ...]:
    """Say when somebody works, equal days together: "Sun, Mon: 09:00 to 17:00"."""
    days: dict[tuple[str, str], set[int]] = defaultdict(set)
    for shift in shifts:
        days[f"{shift.starts:%H:%M}", f"{shift.ends:%H:%M}"].add(shift.weekday)
    return tuple(
        gettext("%(days)s: %(starts)s to %(ends)s")
        % {
            "days": _days(on),
            "starts": reader.digits(starts),
            "ends": reader.digits(ends),
        }
        for (starts, ends), on in days.items()
    )


def _days(on: set[int]) -> str:
    if len(on) == len(calendars.EN_DAYS):
        return gettext("Every day")
    return gettext(", ").join(calendars.short_weekday(day) for day in weekdays() if day in on)


def grants_at(brand: Brand) -> frozenset[str]:
    """Return the roles the reader may give at a brand that ``doors`` gave; no query."""
    return GRANTS.get(getattr(brand, "role", ""), frozenset())
