"""A brand with a mailbox and people with devices, and what reaches them: for tests of notices."""

from dataclasses import replace

import people
from people import NOW
from push_server import Browser, PushService

from amends.casebook import notices, vault
from amends.casebook.models import Clock, Shift
from amends.connectors.registry import CONNECTORS
from amends.rooms.triage.reaching import carrying, devices, service


MAILBOX = {
    "address": "care@shop.example", "imap_host": "127.0.0.1", "smtp_host": "127.0.0.1",
    "smtp_port": 9, "smtp_security": "none", "password": "x",
}  # fmt: skip


class Postbox:
    """What stands for the mail server of a house: it keeps a mail, or refuses it."""

    def __init__(self, house):
        self.house = house

    def say(self, outgoing):
        self.house.tried += 1
        if self.house.problem:
            raise self.house.problem
        self.house.mails.append(outgoing)


class House:
    """One brand, its people, and everything that left it."""

    def __init__(self, monkeypatch=None, *, mailbox=True, **fields):
        self.brand = people.brand(**fields)
        self.push = PushService()
        self.mails = []
        self.problem = None
        self.now = NOW
        if mailbox:
            people.source(self.brand, "email", settings=vault.seal(MAILBOX))
        self.tried = 0
        if monkeypatch:
            nearby = replace(CONNECTORS["email"], connector=lambda _: Postbox(self))
            monkeypatch.setitem(CONNECTORS, "email", nearby)

    def device_of(self, user, name="one"):
        browser = Browser(f"{user.pk}-{name}")
        self.push.browsers[browser.endpoint] = browser
        return devices.switch_on(user, **browser.given, now=self.now, name=f"Firefox {name}")

    def shift(self, user, weekday, starts, ends):
        fields = {"weekday": weekday, "starts": starts, "ends": ends}
        return Shift.objects.create(brand=self.brand, user=user, **fields)

    def tell(self, user, kind="nears", key="", **options):
        case = options.pop("case", None) or people.case(self.brand, owner=user)
        facts = {"at": (self.now + people.minutes(15)).isoformat()} | options.pop("facts", {})
        given = {"key": key or f"{kind}:{case.pk}", "facts": facts, "case": case} | options
        notices.tell(self.brand, [user.pk], kind, now=self.now, **given)
        return case.notices.get(user=user)

    def later(self, minutes):
        """Let time pass, and everything leave that is due; returns what was shown and mailed."""
        self.now += people.minutes(minutes)
        before = len(self.push.shown), len(self.mails)
        service.run(self.now)
        carrying.carry(self.now, http=self.push.http)
        return self.push.shown[before[0] :], self.mails[before[1] :]


def clock(case, owner=None, minutes=60, now=NOW, kind="first_reply"):
    limit = now + people.minutes(minutes)
    return Clock.objects.create(
        case=case,
        kind=kind,
        owner=owner or case.owner,
        started_at=now,
        target_at=limit,
        limit_at=limit,
        wall_target_at=limit,
        wall_limit_at=limit,
    )
