"""A whole brand out: everything that is the shop's, in files anybody can read."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from amends.casebook.brands import brand_named
from amends.casebook.models import (
    Analysis,
    Attachment,
    Author,
    Awaited,
    Brand,
    Case,
    Clock,
    Confirmation,
    Crisis,
    Customer,
    Delight,
    Delivery,
    Entry,
    Errand,
    Finding,
    HandOver,
    Hit,
    Identity,
    Investigation,
    Kudos,
    Lesson,
    Membership,
    Mention,
    Merge,
    Monitor,
    Note,
    Notice,
    Order,
    Participation,
    PolicyApproval,
    PolicyChange,
    PolicySetting,
    PracticeAnswer,
    Promise,
    Reason,
    Remedy,
    Reply,
    Shift,
    Snippet,
    Source,
    Survey,
    Tag,
)


BY_BRAND: tuple[type[models.Model], ...] = (
    Membership, Source, Customer, Identity, Order, Author, Mention, Case, PolicySetting,
    PolicyChange, PolicyApproval, PracticeAnswer, Shift, Tag, Monitor, Hit, Lesson, Notice,
    Crisis, Snippet, Participation, Delight, Errand,
)  # fmt: skip
BY_CASE: tuple[type[models.Model], ...] = (
    Entry, Reason, Clock, Reply, Delivery, Promise, Remedy, HandOver, Investigation, Confirmation,
    Survey, Note, Merge,
)  # fmt: skip
SECRETS = {"settings", "token", "password", "form_key", "drafter"}


def export_brand(slug: str, path: Path) -> int:
    """Write every row of a brand into a ZIP, one JSON Lines file per noun, and its files.

    Secrets stay behind. Returns the number of rows.
    """
    brand = brand_named(slug)
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for model, rows in _rows_of(brand):
            lines = [
                json.dumps(_plain(row), cls=DjangoJSONEncoder, ensure_ascii=False)
                for row in rows
            ]
            archive.writestr(
                f"{model.__name__.lower()}.jsonl", "".join(f"{li}\n" for li in lines)
            )
            count += len(lines)
        for name in _files_of(brand):
            archive.write(Path(settings.MEDIA_ROOT) / name, f"files/{name}")
    return count


def _rows_of(brand: Brand) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    yield Brand, Brand.objects.filter(pk=brand.pk)
    for model in BY_BRAND:
        yield model, model._default_manager.filter(brand=brand).order_by("pk")
    for model in BY_CASE:
        yield model, model._default_manager.filter(case__brand=brand).order_by("pk")
    yield Analysis, Analysis.objects.filter(mention__brand=brand).order_by("pk")
    yield Attachment, Attachment.objects.filter(_of(brand)).order_by("pk")
    yield Awaited, Awaited.objects.filter(mention__brand=brand).order_by("pk")
    yield Finding, Finding.objects.filter(reply__case__brand=brand).order_by("pk")
    yield Kudos, Kudos.objects.filter(reply__case__brand=brand).order_by("pk")


def _plain(row: models.Model) -> dict[str, Any]:
    fields = (f for f in row._meta.concrete_fields if f.name not in SECRETS)
    return {field.attname: _value(row, field.attname) for field in fields}


def _value(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return value.name if isinstance(value, models.fields.files.FieldFile) else value


def _files_of(brand: Brand) -> set[str]:
    raw = Mention.objects.filter(brand=brand).exclude(raw="").values_list("raw", flat=True)
    files = Attachment.objects.filter(_of(brand)).values_list("file", flat=True)
    return {name for name in (*raw, *files) if (Path(settings.MEDIA_ROOT) / name).exists()}


def _of(brand: Brand) -> models.Q:
    """Return what holds for the files of a brand: those that came and those that went out."""
    return models.Q(mention__brand=brand) | models.Q(reply__case__brand=brand)
