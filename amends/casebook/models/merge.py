"""A merge: two cases about one problem became one, and what was moved for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casebook.models.case import Case


class Merge(models.Model):
    """One case that lives on in another; ``moved`` holds the ids of rows by noun, for undoing it.

    The ledgers of both stay as they were: each gets lines of its own.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="absorbed")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    merged_at = models.DateTimeField()
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(undone_at__isnull=True), name="merged_once"
            ),
            models.CheckConstraint(condition=~Q(case=F("into")), name="merged_into_another"),
        ]
