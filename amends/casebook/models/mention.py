"""A mention: one thing somebody said; and files, that came with one or go out with a reply."""

from django.db import models
from django.db.models import Q

from amends.casebook.models.author import Author
from amends.casebook.models.brand import Brand
from amends.casebook.models.customer import Order
from amends.casebook.models.source import Source


class Visibility(models.TextChoices):
    """Who can read it."""

    PUBLIC = "public"
    PRIVATE = "private"


class MentionState(models.TextChoices):
    """Which room it left last."""

    HEARD = "heard"
    UNDERSTOOD = "understood"
    VERIFIED = "verified"
    TRIAGED = "triaged"


class Directness(models.TextChoices):
    """How a mention came to us (S4b-05): only what is direct names us or stands at our own place."""

    DIRECT = "direct"
    FOUND = "found"  # by a search for our words
    OVERHEARD = "overheard"  # where everybody speaks of anything


class Mention(models.Model):
    """One thing said at a source; hearing it twice changes nothing.

    ``text`` is what was newly written, ``full_text`` the uncut original where they differ.
    ``set_aside`` says why a mention has no case (not_a_complaint, ours, bounce, auto_reply …).
    ``forget_at``: when the words of somebody who turned out to be no business of ours go (C-27).
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="mentions")
    external_id = models.CharField(max_length=500)
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    case = models.ForeignKey(
        "Case", on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    parents = models.JSONField(default=list, blank=True)  # external ids, nearest first
    thread = models.CharField(max_length=500, blank=True)
    visibility = models.CharField(max_length=7, choices=Visibility)
    state = models.CharField(max_length=10, choices=MentionState, default=MentionState.HEARD)
    set_aside = models.CharField(max_length=20, blank=True)
    is_ours = models.BooleanField(default=False)
    automatic = models.CharField(max_length=12, blank=True)
    directness = models.CharField(max_length=9, choices=Directness, default=Directness.DIRECT)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    raw = models.FileField(upload_to="raw/%Y/%m/", blank=True, max_length=200)
    url = models.CharField(max_length=2000, blank=True)
    data = models.JSONField(default=dict, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    order = models.ForeignKey(
        Order, on_delete=models.SET_NULL, null=True, blank=True, related_name="mentions"
    )  # the order it speaks of, as far as verify found one
    failures = models.PositiveSmallIntegerField(default=0)  # of the room it waits for, in a row
    retry_at = models.DateTimeField(null=True, blank=True)
    forget_at = models.DateTimeField(null=True, blank=True)
    said_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="mention_once"),
        ]
        indexes = [
            models.Index(
                fields=["state", "id"], name="mention_waiting", condition=~Q(state="triaged")
            ),
            models.Index(
                fields=["brand", "thread"], name="mention_thread", condition=~Q(thread="")
            ),
            models.Index(fields=["brand", "-id"], name="mention_latest"),
            models.Index(fields=["external_id"], name="mention_external"),
            models.Index(
                fields=["forget_at"],
                name="mention_to_forget",
                condition=Q(forget_at__isnull=False),
            ),
        ]


class What(models.TextChoices):
    """What of a mention comes afterwards."""

    FILE = "file"
    WORDS = "words"


class Awaited(models.Model):
    """A file, or the words themselves, that a channel told by a key only; gone when it has come.

    ``key`` is what the channel calls it. ``error_code`` says why it has not come; without a
    ``due_at`` nobody asks for it again.
    """

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="awaited")
    what = models.CharField(max_length=5, choices=What, default=What.FILE)
    key = models.TextField()
    name = models.CharField(max_length=200, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)  # as far as it was told
    told_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="file_awaited", condition=Q(due_at__isnull=False)
            ),
        ]


class Attachment(models.Model):
    """A file that came with a mention or goes out with a reply; outside the web root, never inline."""

    mention = models.ForeignKey(
        Mention, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    reply = models.ForeignKey(
        "Reply", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mention__isnull=False) ^ Q(reply__isnull=False),
                name="attachment_of_one",
            ),
        ]
