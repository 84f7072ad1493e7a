"""A reply a person wrote, the findings of its review, and kudos for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casebook.models.case import Case
from amends.casebook.models.mention import Mention, Visibility
from amends.casebook.models.source import Source


class Reply(models.Model):
    """Hand-written words that were decided to go out; the delivery says what became of them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    mention = models.ForeignKey(
        Mention, on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="replies"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    visibility = models.CharField(max_length=7, choices=Visibility)
    language = models.CharField(max_length=5, blank=True)
    text = models.TextField()
    written_at = models.DateTimeField()
    exemption = models.CharField(max_length=20, blank=True)  # C-12: why it does not count


class FindingLevel(models.TextChoices):
    """How grave a finding is."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"


class Finding(models.Model):
    """One finding of the review of a reply as it went out; a warning carries its reason."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=5, choices=FindingLevel)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=12, blank=True)
    reason = models.ForeignKey("Reason", on_delete=models.PROTECT, null=True, blank=True)


class Kudos(models.Model):
    """Praise for one reply, shown before the team (S2-06)."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="kudos")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kudos_given"
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kudos_received"
    )
    words = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "giver"], name="kudos_once"),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="kudos_not_to_oneself"
            ),
        ]
