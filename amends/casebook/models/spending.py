"""What one source cost in one month."""

from django.db import models

from amends.casebook.models.source import Source


class Spending(models.Model):
    """One row for a source and a month, in millionths of a US dollar, as the price list says.

    It moves in the transaction that stores what was paid for, so it never counts anything twice.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="spendings")
    month = models.DateField()  # its first day, in UTC as services bill
    reads = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    micros = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "month"], name="spending_once_a_month"),
        ]
