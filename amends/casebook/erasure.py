"""One person out, as the law asks: his words and data go, the skeleton and the chain stay."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from amends.casebook import ledger, search
from amends.casebook.brands import brand_named
from amends.casebook.calls import empty_calls_about
from amends.casebook.models import (
    Attachment,
    Author,
    Awaited,
    Case,
    Confirmation,
    Customer,
    Delivery,
    Identity,
    Investigation,
    Mention,
    Note,
    Promise,
    Reason,
    Reply,
    Survey,
)


@transaction.atomic
def erase_person(slug: str, person: str, *, now: datetime) -> int:
    """Empty one person's words and personal data by his address or number; returns rows emptied.

    Rows and ledger stay as a skeleton, so that counts and chains hold; each case says it happened.
    """
    brand = brand_named(slug)
    key = person.strip().lower()
    if not key:  # an empty key would equal every author whose address is not known
        return 0
    customers = Customer.objects.filter(brand=brand, identities__value=key)
    authors = Author.objects.filter(
        Q(email__iexact=key) | Q(phone=person) | Q(customer__in=customers), brand=brand
    )
    cases = list(
        Case.objects.filter(Q(author__in=authors) | Q(customer__in=customers)).distinct()
    )
    mentions = Mention.objects.filter(Q(author__in=authors) | Q(case__in=cases))
    count = _empty_mentions(mentions, now) + _empty_cases(cases)
    names = authors.values_list("external_id", "handle", "email", "phone")
    count += empty_calls_about(brand, [key, *(mark for author in names for mark in author)])
    count += authors.update(name="", handle="", email="", phone="", evidence=[])
    count += _empty_customers(list(customers))
    for case in cases:
        ledger.append(case, "person_erased", now=now)
    return count


def _empty_mentions(mentions: models.QuerySet[Mention], now: datetime) -> int:
    keys = list(mentions.values_list("pk", flat=True))
    search.index_many((pk, ()) for pk in keys)
    forget_files_of(keys)
    return Mention.objects.filter(pk__in=keys).update(
        subject="", text="", full_text="", html="", raw="", url="", data={}, deleted_at=now
    )


def forget_files_of(mentions: Collection[int]) -> None:
    """Drop what came with mentions, by key: files, raw mails, and what is still to be fetched."""
    Awaited.objects.filter(mention__in=mentions).delete()
    _forget_attachments(Attachment.objects.filter(mention__in=mentions))
    rows = Mention.objects.filter(pk__in=mentions).exclude(raw="")
    for key, name in list(rows.values_list("pk", "raw")):
        forget_file(name)
        Mention.objects.filter(pk=key).update(raw="")


def _forget_attachments(attachments: models.QuerySet[Attachment]) -> None:
    for attachment in attachments:
        forget_file(str(attachment.file.name))
        attachment.delete()


def forget_file(name: str, *, own: int = 1) -> None:
    """Take a file off the disk unless other rows name it than so many of our own."""
    # Stored by content: another brand's row may still need the same bytes.
    shared = (
        Attachment.objects.filter(file=name).count() + Mention.objects.filter(raw=name).count()
    )
    if shared <= own:
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)


def _empty_cases(cases: list[Case]) -> int:
    _forget_attachments(Attachment.objects.filter(reply__case__in=cases))
    count = Case.objects.filter(pk__in=[c.pk for c in cases]).update(desired_outcome="")
    for model, fields in (
        (Reply, ("text",)), (Delivery, ("text", "to", "subject")), (Reason, ("text",)),
        (Investigation, ("text",)), (Promise, ("what",)), (Confirmation, ("words",)), (Survey, ("words",)),
        (Note, ("text",)),
    ):  # fmt: skip
        count += model._default_manager.filter(case__in=cases).update(
            **dict.fromkeys(fields, "")
        )
    return count


def _empty_customers(customers: list[Customer]) -> int:
    keys = [customer.pk for customer in customers]
    Identity.objects.filter(customer__in=keys).delete()
    return Customer.objects.filter(pk__in=keys).update(
        name="", folded_name="", external_id="", may_survey=False
    )
