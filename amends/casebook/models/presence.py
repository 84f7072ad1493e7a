"""Presence: who has a case open right now, so that two people do not answer it."""

from django.conf import settings
from django.db import models

from amends.casebook.models.case import Case


class Presence(models.Model):
    """One person at one case; stale after some seconds, and then worth nothing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    seen_at = models.DateTimeField()
    is_typing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="present_once_a_case"),
        ]
