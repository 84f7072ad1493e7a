"""A crisis: many complaints at once, told once, until it is quiet again."""

from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand


class Crisis(models.Model):
    """One alarm of a brand; of two at the same time the database keeps one.

    ``count`` is the most complaints seen in its window, ``usual`` what that window usually holds.
    ``cause_kind`` is cause, product, topic or word; ``cause`` a key, a code, or what was said.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="crises")
    kind = models.CharField(max_length=6)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField()
    usual = models.FloatField()
    cause_kind = models.CharField(max_length=7, blank=True)
    cause = models.CharField(max_length=200, blank=True)
    shared = models.PositiveIntegerField(default=0)  # complaints in which the cause was found

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(ended_at__isnull=True),
                name="one_crisis_at_a_time",
            ),
        ]
