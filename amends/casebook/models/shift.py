"""Who is on duty when; the hours a brand declares are its policy (coverage.calendar)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand


class Shift(models.Model):
    """One person on duty on one weekday, in the brand's time zone; Monday is 0.

    ``ends`` before or at ``starts`` runs past midnight.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="shifts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shifts"
    )
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="shift_weekday"),
        ]
