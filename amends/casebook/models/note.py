"""A note: what colleagues tell each other about a case; no customer ever reads it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.case import Case


class Note(models.Model):
    """Words for the team alone; what was found out about the problem is an investigation."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="notes"
    )  # null: the desk itself calls for help
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()


class Call(models.Model):
    """One colleague called by name in a note, until he has seen it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="calls")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calls"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "user"], name="called_once_a_note"),
        ]
        indexes = [
            models.Index(
                fields=["user"], name="call_unseen", condition=Q(seen_at__isnull=True)
            ),
        ]
