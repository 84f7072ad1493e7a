"""A notice: something about a brand, or a case of it, that a person should know."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand
from amends.casebook.models.case import Case


class Notice(models.Model):
    """One thing told to one person once; his page says it in his language.

    ``facts`` holds ids, codes and numbers; ``key`` names the occasion, so that of two workers one
    tells it. While ``due_at`` is set somebody has still to judge whether it leaves the house;
    ``pushed_at`` and ``mailed_at`` say when an errand took it. At ``passes_at`` it goes to the next
    in the shift, when nobody has seen it.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    pushed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    passes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="told_once"),
        ]
        indexes = [
            models.Index(
                fields=["user", "-id"], name="notice_unseen", condition=Q(seen_at__isnull=True)
            ),
            models.Index(
                fields=["due_at"], name="notice_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["passes_at"], name="notice_passes", condition=Q(passes_at__isnull=False)
            ),
        ]
