"""The composer of a reply: where it goes, what is left, what the review says, what it promises."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from amends.casebook import doors, outbox
from amends.casebook.models import Case, User
from amends.casebook.policies import policy_of
from amends.casebook.zones import zone_of
from amends.connectors.protocol import Counting, Door, Prices
from amends.connectors.values.lengths import length
from amends.connectors.values.prices import price_of_answer
from amends.playbook.contract import Finding, Review
from amends.playbook.listening import Heard, clause_of
from amends.playbook.policy import Policy
from amends.playbook.times import Time, find_times
from amends.rooms.resolve.promising import needs_reason
from amends.rooms.respond import rules
from amends.rooms.respond import service as respond
from amends.rooms.respond.enclosing import suggests_voice, takes_files
from amends.rooms.respond.looking import Look
from amends.rooms.respond.resting import cool_down_min
from amends.rooms.respond.route import Route, is_public_spent, route
from amends.web import calendars
from amends.web.closing import Closing, closing_at
from amends.web.doors import can
from amends.web.words import Piece, Span, pieces


PLACES = ("public", "private", "note")
PROMISES, WHAT_LENGTH = 3, 200
MARKS = {"block": "m-block", "warn": "m-warn", "hint": "m-hint"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding with its number, shared with its mark in the draft, and the reason given."""

    number: int
    finding: Finding
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A time the draft names, offered as a promise with its clock."""

    value: str
    words: str
    what: str = ""
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One part of a reply: how it stands in the draft, and what could be put there."""

    name: str
    shapes: tuple[str, ...]
    standing: str = "open"


@dataclass(slots=True)
class Composer:
    """Everything the composer shows; how much the channel takes too (S4b-20)."""

    case: Case
    to: str
    policy: Policy
    text: str = ""
    door: str = "none"
    max_length: int = 0
    counting: Counting = Counting.CODE_POINTS
    link_length: int = 0
    closing: Closing | None = None
    prices: Prices = field(default_factory=Prices)
    used: int = 0
    spent: int = 0
    cool_down_min: int = 0
    is_public_spent: bool = False
    can_except: bool = False
    facts: list[tuple[str, str]] = field(default_factory=list)
    takes_files: bool = False
    suggests_voice: bool = False
    is_mine: bool = True
    findings: list[Shown] = field(default_factory=list)
    marks: list[Piece] = field(default_factory=list)
    times: tuple[Time, ...] = ()
    offers: list[Offer] = field(default_factory=list)
    look: Look | None = None
    parts: list[Shape] = field(default_factory=list)
    questions: tuple[str, ...] = ()
    farewell: tuple[str, ...] = ()
    whys: Mapping[str, str] = field(default_factory=dict)
    is_reviewed: bool = False
    errors: list[str] = field(default_factory=list)
    link: str = ""

    @property
    def most(self) -> int:
        """Return how many public replies a person gets in one thread."""
        return self.policy.public_max_replies_per_person_thread

    @property
    def price(self) -> int:
        """Return what this answer costs where the desk posts it, in millionths of a dollar."""
        is_posted = self.door == Door.API and self.to != "note"
        return price_of_answer(self.prices, self.text, self.to) if is_posted else 0

    @property
    def dots(self) -> list[str]:
        """Return the governor's dots: spent, now, or to come."""
        spent = min(self.spent, self.most)
        rest = self.most - spent
        return ["is-spent"] * spent + (["is-now"] + [""] * (rest - 1) if rest else [])

    @property
    def is_full(self) -> bool:
        """Tell whether only an exemption or a manager lets one more public reply out."""
        return self.to == "public" and self.spent >= self.most

    @property
    def is_blocked(self) -> bool:
        """Tell whether the review found something that cannot be sent."""
        return any(shown.finding.level == "block" for shown in self.findings)


def compose(case: Case, to: str, user: User, now: datetime) -> Composer:
    """Prepare an empty composer for one place; ``note`` is a note to ourselves."""
    policy = policy_of(case.brand)
    composer = Composer(case, to, policy)
    if to == "note":
        return composer
    way = route(case, to, policy)
    _walk(composer, way)
    if way and way.heard_at:
        composer.closing = closing_at(way.capability, to, way.heard_at, now)
    composer.is_public_spent = to == "private" and is_public_spent(case, policy)
    offers = respond.offers_for(case, to, policy=policy, now=now)
    composer.parts = [Shape(part.name, part.shapes) for part in offers.parts]
    composer.questions, composer.farewell = offers.questions, offers.farewell
    if to == "public" and way and way.where.author:
        composer.spent = outbox.public_replies(way.where.author, way.where.thread)
    composer.cool_down_min = cool_down_min(to, case.anger, case.severity, policy)
    composer.look = respond.look_needed(case, to, way.mention if way else None, policy)
    composer.facts = respond.snippets_for(case.brand, doors.language_of(case))
    composer.takes_files = takes_files(way, to)
    composer.suggests_voice = composer.takes_files and suggests_voice(case)
    composer.can_except = can(case.brand, "casebook.except")
    composer.is_mine = case.owner_id == user.pk or composer.can_except
    return composer


def place_for(case: Case, asked: str) -> str:
    """Return where the composer stands: as asked, else where the customer spoke (S4d-13).

    Once no public reply is left it stands at the private door, and says why (S4c-02).
    """
    if asked in PLACES:
        return asked
    is_spent = case.is_public_exhausted and is_public_spent(case, policy_of(case.brand))
    return "private" if is_spent else case.visibility


def review(
    composer: Composer, text: str, *, user: User, now: datetime, reasons: Mapping[str, str]
) -> Composer:
    """Judge a draft and mark it; without words there is nothing to judge."""
    composer.text = text
    if composer.to == "note" or not text.strip():
        return composer
    look = respond.look_at(composer.case, text, user=user, visibility=composer.to, now=now)
    composer.is_reviewed = True
    composer.times = find_times(text, now, zone_of(composer.case))
    _show(composer, look.review, reasons)
    composer.parts = [
        replace(one, standing=look.shape.get(one.name, "open")) for one in composer.parts
    ]
    composer.offers = _offers(composer, now)
    composer.used = length(text, composer.counting, composer.link_length)
    return composer


def _walk(composer: Composer, way: Route | None) -> None:
    if way is None:
        return
    composer.door = rules.door_of(way.capability, composer.to).value
    can = way.capability
    composer.max_length, composer.counting = can.max_length, can.counting
    composer.link_length, composer.prices = can.link_length, can.prices
    if composer.door == Door.DEEP_LINK:
        composer.link = respond.post_link(composer.case)


def _show(composer: Composer, judged: Review, reasons: Mapping[str, str]) -> None:
    numbered = list(enumerate(judged.findings, start=1))
    composer.findings = [Shown(n, f, reasons.get(f.code, "")) for n, f in numbered]
    spans = [Span(f.start, f.end, MARKS[f.level], n) for n, f in numbered]
    times = [Span(t.start, t.end, "m-time") for t in composer.times if t.bounded]
    composer.marks = pieces(composer.text, [*spans, *times])


def _offers(composer: Composer, now: datetime) -> list[Offer]:
    """Offer each time to come as a promise, once, in the sentence that names it (S3-26)."""
    case, zone = composer.case, zone_of(composer.case).key
    found: dict[datetime, Offer] = {}
    for time in composer.times:
        if not time.bounded or time.at is None or time.at <= now or time.at in found:
            continue
        what = clause_of(composer.text, Heard("", time.start, time.end), WHAT_LENGTH)
        words = calendars.when(time.at, zone, now)
        late = needs_reason(case, time.at, now)
        found[time.at] = Offer(time.at.isoformat(), words, what, late)
    return list(found.values())[:PROMISES]
