"""A draft with everything the desk knows of it: its way, its count, its findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from amends.casebook import doors, outbox, roles
from amends.casebook.models import Analysis, Case, Standing, User, Visibility
from amends.casebook.policies import policy_of
from amends.casebook.presences import last_sign
from amends.connectors.protocol import Attachment as File
from amends.connectors.protocol import Door
from amends.playbook.completeness import PartStanding, standing_of
from amends.playbook.contract import Finding, Review, ReviewContext
from amends.playbook.contract import Verdict as Worst
from amends.playbook.draft import Draft as Words
from amends.playbook.drafting.judging import open_marks
from amends.playbook.policy import Policy
from amends.playbook.review import LONGEST_DRAFT, review
from amends.playbook.shapes import CLOSING, FIRST, open_slots
from amends.playbook.verdict import Verdict
from amends.rooms.respond import context, desk_findings, rules
from amends.rooms.respond.holding import rest_facts
from amends.rooms.respond.looking import Look, look_needed
from amends.rooms.respond.resting import judge_rest
from amends.rooms.respond.route import Route, door_facts, has_public_door, route


PARTS = (*FIRST, *CLOSING, "public_note")
THIRD = "third_public_reply"
_ORDER = {"block": 0, "warn": 1, "hint": 2}


@dataclass(frozen=True)
class Draft:
    """Words somebody wants to send in a case; ``claimed`` is an exemption of C-12."""

    case: Case
    text: str
    user: User
    visibility: str
    now: datetime
    reasons: Mapping[str, str]
    claimed: str = ""
    exception: str = ""
    looked_again: bool = False
    files: tuple[File, ...] = ()

    @property
    def is_public(self) -> bool:
        """Tell whether everybody would read it."""
        return self.visibility == Visibility.PUBLIC

    @cached_property
    def policy(self) -> Policy:
        """Return what the brand decided."""
        return policy_of(self.case.brand)

    @cached_property
    def way(self) -> Route | None:
        """Return the way to the customer, if there is one."""
        return route(self.case, self.visibility, self.policy)

    @property
    def where(self) -> doors.Address:
        """Return the address, or the place of the complaint when no door leads there."""
        if self.way:
            return self.way.where
        return doors.address(self.case, self.case.source, self.visibility)

    @cached_property
    def door(self) -> Verdict[Door]:
        """Judge the door."""
        return rules.judge_door(door_facts(self.way, self.text, self.visibility, self.now))

    @cached_property
    def look(self) -> Look:
        """Judge whose second look it needs (S4a-35)."""
        mention = self.way.mention if self.way else None
        return look_needed(self.case, self.visibility, mention, self.policy)

    @cached_property
    def rest(self) -> Verdict[datetime]:
        """Judge from when on it may leave."""
        heard_at = last_sign(self.way.mention) if self.way and self.way.mention else None
        source = self.where.source
        facts = rest_facts(self.case, source, self.visibility, heard_at, self.now)
        return judge_rest(facts, self.policy)

    @cached_property
    def given(self) -> int:
        """Count the public replies to this person in this thread; call it under the lock."""
        return outbox.public_replies(self.where.author, self.where.thread)

    @cached_property
    def count(self) -> Verdict[str]:
        """Judge whether one more public reply may be written (S4c-01)."""
        if not self.is_public:
            return Verdict(rules.ALLOWED)
        return rules.judge_public_reply(self._public_facts(), self.policy)

    @property
    def read(self) -> str:
        """Return what is reviewed of the words; where some are left over, the door is shut."""
        return self.text[:LONGEST_DRAFT]

    @cached_property
    def review(self) -> Review:
        """Review the words in their final form, and say what the desk has to say; worst first."""
        return self.review_in(self.user.language)

    def review_in(self, speak: str) -> Review:
        """Review the words with sentences in a language."""
        # The rows know exactly who was answered how often: their count stands, not the reading.
        read = review(self.read, self.known, self.policy, speak).findings
        findings = rules.weighed_here((one for one in read if one.code != THIRD), self.policy)
        findings += [
            desk_findings.finding(code, ids, self.text, speak) for code, ids in self._desk()
        ]
        findings += [
            desk_findings.finding("open_slot", ("S2-09",), self.text, speak, at=place)
            for place in (*open_slots(self.read), *open_marks(self.read))
        ]
        findings.sort(key=lambda one: (_ORDER[one.level], one.start))
        return Review(_verdict(findings), tuple(findings))

    @cached_property
    def known(self) -> ReviewContext:
        """Gather what the review must know of the case."""
        return context.review_context(self.case, self.where, policy=self.policy, now=self.now)

    @cached_property
    def shape(self) -> dict[str, PartStanding]:
        """Tell of each part of a reply whether it is there, wrong, or still open."""
        words = Words(self.read, self.known, self.policy)
        found = {one.code for one in self.review.findings}
        return {name: standing_of(name, words, found) for name in PARTS}

    def _desk(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        refused = [self.door.because] if self.door.value is Door.NONE else []
        refused += [self.count.because] if self.count.value == rules.REFUSED else []
        for code, *ids in refused:
            if desk_findings.knows(code):
                yield code, tuple(ids)
        yield from rules.desk_warnings(self._desk_facts(), self.policy)

    def _public_facts(self) -> rules.PublicFacts:
        author = self.where.author
        return rules.PublicFacts(
            given=self.given,
            claimed=self.claimed,
            is_safety=self.case.is_safety,
            is_confirmed=context.is_confirmed(self.case),
            is_other_person=bool(author and author.pk != self.case.author_id),
            has_new_words=self._has_new_words(),
            has_reason=bool(self.reasons.get("new_issue", "").strip()),
            has_exception=bool(self.exception.strip())
            and roles.may(self.user, "casebook.except", self.case),
        )

    def _has_new_words(self) -> bool:
        """Tell whether the customer said more in public since our last public reply to him."""
        last = context.spent_replies(self.case).filter(visibility=Visibility.PUBLIC)
        reply = last.select_related("reply").order_by("-pk").first()
        mention = self.way.mention if self.way else None
        if mention is None or reply is None or reply.reply is None:
            return mention is not None
        return mention.said_at > reply.reply.written_at

    def _desk_facts(self) -> rules.DeskFacts:
        spent = context.spent_replies(self.case)
        standing = self.case.author.standing if self.case.author else ""
        return rules.DeskFacts(
            visibility=self.visibility,
            case_visibility=self.case.visibility,
            has_public_reply=spent.filter(visibility=Visibility.PUBLIC).exists(),
            has_public_door=has_public_door(self.case),
            is_insult_only=self._is_insult_only(),
            is_known_customer=bool(self.case.customer_id) or standing == Standing.CUSTOMER,
        )

    def _is_insult_only(self) -> bool:
        read = Analysis.objects.filter(mention__case=self.case, mention__is_ours=False)
        return bool(
            read.filter(insult_to_person=True).exists()
            and not read.filter(is_complaint=True).exists()
        )


def _verdict(findings: list[Finding]) -> Worst:
    levels = {one.level for one in findings}
    if "block" in levels:
        return "block"
    return "warn" if "warn" in levels else "send"
