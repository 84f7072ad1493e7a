"""A delivery: one text on its way to a customer."""

import uuid

from django.db import models
from django.db.models import Q

from amends.casebook.models.author import Author
from amends.casebook.models.case import Case
from amends.casebook.models.mention import Visibility
from amends.casebook.models.reply import Reply
from amends.casebook.models.source import Source


class DeliveryState(models.TextChoices):
    """What became of it; a person decides ``unknown``, posts ``link`` and looks at ``held``."""

    HELD = "held"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    LINK = "link"
    CANCELLED = "cancelled"


class Message(models.TextChoices):
    """What kind of text it is; only ``reply`` is hand-written."""

    REPLY = "reply"
    RECEIPT = "receipt"
    CONFIRMATION = "confirmation"
    SURVEY = "survey"
    NOTICE = "notice"
    INVITATION = "invitation"


def new_key() -> str:
    """Return an idempotency key that cannot be guessed."""
    return uuid.uuid4().hex


class Delivery(models.Model):
    """One text, committed with the decision to send it, sent at most once in public.

    ``key`` is the idempotency key (for mail the Message-ID). ``thread`` and ``author`` are what
    the governor counts by. ``counts`` is false for what C-12 exempts.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deliveries")
    reply = models.OneToOneField(
        Reply, on_delete=models.PROTECT, null=True, blank=True, related_name="delivery"
    )
    message = models.CharField(max_length=12, choices=Message, default=Message.REPLY)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, null=True, blank=True)
    visibility = models.CharField(max_length=7, choices=Visibility)
    counts = models.BooleanField(default=True)
    to = models.CharField(max_length=500, blank=True)
    parent = models.CharField(max_length=500, blank=True)
    thread = models.CharField(max_length=500, blank=True)
    references = models.JSONField(default=list, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField()
    language = models.CharField(max_length=5, blank=True)
    key = models.CharField(max_length=255, unique=True, default=new_key)
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.READY)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)  # as far as the channel tells
    read_at = models.DateTimeField(null=True, blank=True)
    external_id = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"], name="delivery_ready", condition=Q(state="ready")
            ),
            models.Index(
                fields=["claimed_at"], name="delivery_sending", condition=Q(state="sending")
            ),
            models.Index(
                fields=["author", "thread"],
                name="delivery_governed",
                condition=Q(visibility="public"),
            ),
            models.Index(
                fields=["source", "external_id"],
                name="delivery_echo",
                condition=~Q(external_id=""),
            ),
        ]
