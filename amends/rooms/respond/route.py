"""Through which source a reply of a case goes, to whom, and whether it may."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from amends.casebook import doors, outbox, vault
from amends.casebook.models import Case, Mention, Source, Visibility
from amends.connectors.kinds import NOTHING, capability_at, post_link
from amends.connectors.outgoing import EMAIL, new_key, private_platforms
from amends.connectors.protocol import Capability, Door
from amends.connectors.registry import CONNECTORS
from amends.playbook.policy import Policy
from amends.rooms.respond import rules
from amends.rooms.respond.context import is_confirmed


@dataclass(frozen=True, slots=True)
class Route:
    """Where a text of a case goes: the address, what the channel can do, what is answered.

    ``opener`` is the public word that opens a private door for a while, where nothing private was
    said yet.
    """

    where: doors.Address
    capability: Capability
    mention: Mention | None
    opener: Mention | None = None

    @property
    def heard_at(self) -> datetime | None:
        """Return since when the door's window runs."""
        heard = self.mention or self.opener
        return heard.said_at if heard else None

    def link(self, text: str) -> str:
        """Return the page on which a person would post a text; empty where there is none."""
        if self.mention is None:
            return ""
        kind = CONNECTORS[self.where.source.kind]
        return post_link(kind, self.mention.external_id, self.mention.url, text)


def route(case: Case, visibility: str, policy: Policy) -> Route | None:
    """Return the way for a text of this visibility; None where the brand has no such door."""
    source = _source(case, visibility, policy)
    if source is None or source.kind not in CONNECTORS:
        return None
    where = doors.address(case, source, visibility)
    mention = doors.last_mention(case, visibility, source)
    opener = None if mention else _opener(case, visibility, source)
    heard = mention or opener
    capability = capability_at(
        CONNECTORS[source.kind],
        lambda: vault.unseal(source.settings),
        heard.data if heard else NOTHING,
    )
    return Route(where, capability, mention, opener)


def _opener(case: Case, visibility: str, source: Source) -> Mention | None:
    """Return the public word whose private door closes after a while, if this is one."""
    closes = CONNECTORS[source.kind].capability.private_window_hours
    if visibility == Visibility.PUBLIC or not closes:
        return None
    return doors.last_mention(case, Visibility.PUBLIC, source)


def door_facts(way: Route | None, text: str, visibility: str, now: datetime) -> rules.DoorFacts:
    """Return what decides over the door of a text."""
    return rules.DoorFacts(
        text=text,
        visibility=visibility,
        capability=way.capability if way else None,
        last_heard_at=way.heard_at if way else None,
        now=now,
    )


def key_of(source: Source) -> str:
    """Return a new idempotency key for a text that leaves through a source."""
    return new_key(source.kind, _domain(source))


def has_public_door(case: Case) -> bool:
    """Tell whether the place where the customer complained can be answered in public at all."""
    kind = CONNECTORS.get(case.source.kind)
    return kind is not None and kind.capability.public is not Door.NONE


def is_public_spent(case: Case, policy: Policy) -> bool:
    """Tell whether no public reply is left for the person who wrote last, and private is open (S4c-02)."""
    if not case.is_public_exhausted or _is_exempt(case, policy):
        return False
    way, private = (
        route(case, where, policy) for where in (Visibility.PUBLIC, Visibility.PRIVATE)
    )
    if way is None or private is None or way.where.author is None:
        return False
    given = outbox.public_replies(way.where.author, way.where.thread)
    is_open = rules.door_of(private.capability, Visibility.PRIVATE) is not Door.NONE
    return is_open and given >= policy.public_max_replies_per_person_thread


def _is_exempt(case: Case, policy: Policy) -> bool:
    """What needs no claim: safety, and the short note once the customer has confirmed (C-12)."""
    holds = {"safety": case.is_safety, "confirmed_closure": is_confirmed(case)}
    return any(holds[name] for name in policy.public_exemptions if name in holds)


def _source(case: Case, visibility: str, policy: Policy) -> Source | None:
    if visibility == Visibility.PUBLIC:
        mention = doors.last_mention(case, visibility)
        if mention is None and case.visibility == Visibility.PRIVATE:
            # One account may carry both: who only wrote in private is never named in public.
            return None
        return mention.source if mention else case.source
    is_any = case.visibility == Visibility.PRIVATE or policy.channel_private_target == "any"
    found = doors.private_source(case, private_platforms(), any_door=is_any)
    return found or case.source


def _domain(source: Source) -> str:
    """Return the domain our mails are named by: the mailbox's own, else the desk's."""
    address = (
        str(vault.unseal(source.settings).get("address", "")) if source.kind == EMAIL else ""
    )
    return address.rpartition("@")[2] or urlsplit(settings.BASE_URL).hostname or "localhost"
