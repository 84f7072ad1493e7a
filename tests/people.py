"""Alice owns the first brand, Bob works there, Charlie owns another: the people of every test."""

from datetime import UTC, datetime, timedelta

from amends.casebook import ledger
from amends.casebook.models import (
    Author,
    Brand,
    Case,
    Membership,
    Mention,
    PolicySetting,
    Role,
    Source,
    User,
)


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def person(name="Bob", password=None, **fields):
    return User.objects.create_user(
        email=f"{name.lower()}@desk.example", password=password, name=name, **fields
    )


def brand(slug="rabwa", owner=None, **fields):
    owner = owner or person("Alice" if slug == "rabwa" else f"Owner-{slug}")
    fields = {"live_at": NOW} | fields
    made = Brand.objects.create(slug=slug, name=slug.title(), owner=owner, **fields)
    Membership.objects.create(brand=made, user=owner, role=Role.OWNER)
    return made


def policy(of, key, value):
    values = {"value": value, "set_by": of.owner, "set_at": NOW}
    PolicySetting.objects.update_or_create(brand=of, key=key, defaults=values)


def member(of, name="Bob", role=Role.AGENT, **fields):
    user = person(name, **fields)
    Membership.objects.create(brand=of, user=user, role=role)
    return user


def source(of, kind="fake_public", **fields):
    return Source.objects.create(brand=of, kind=kind, **({"name": kind} | fields))


def author(of, external_id="noura", platform="fake", **fields):
    return Author.objects.create(
        brand=of,
        platform=platform,
        external_id=external_id,
        name=fields.pop("name", external_id),
        **fields,
    )


_counter = iter(range(1, 10**9))


def mention(at, text="وصلتني الماكينة مكسورة", by=None, **fields):
    values = {
        "brand": at.brand,
        "author": by,
        "external_id": f"m{next(_counter)}",
        "visibility": "public",
        "text": text,
        "said_at": NOW,
        "heard_at": NOW,
    }
    return Mention.objects.create(source=at, **(values | fields))


def case(of, owner=None, at=None, by=None, **fields):
    at = at or Source.objects.filter(brand=of).first() or source(of)
    values = {
        "owner": owner or of.owner,
        "source": at,
        "author": by,
        "visibility": "public",
        "number": ledger.next_number(of),
        "severity": 3,
        "state_since": NOW,
        "opened_at": NOW,
        "last_heard_at": NOW,
    }
    return Case.objects.create(brand=of, **(values | fields))


def minutes(n):
    return timedelta(minutes=n)
