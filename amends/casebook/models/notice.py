"""A notice: something about a brand that a person should know; it belongs to no case."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand


class Notice(models.Model):
    """One thing told to one person once; his page says it in his language.

    ``facts`` holds ids, codes and numbers; ``key`` names the occasion, so that of two workers one
    tells it.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="told_once"),
        ]
        indexes = [
            models.Index(
                fields=["user", "-id"], name="notice_unseen", condition=Q(seen_at__isnull=True)
            ),
        ]
