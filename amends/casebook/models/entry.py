"""An entry: one line of the ledger; and the words a person typed, kept apart so they can go."""

from django.conf import settings
from django.db import models

from amends.casebook.models.case import Case


class Entry(models.Model):
    """One thing that was done, chained by hash to the one before; never changed, never removed.

    ``facts`` holds ids, codes, numbers and rule ids only: no customer's word, no personal data.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    facts = models.JSONField(default=dict)
    because = models.JSONField(default=list)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="entry_in_order")]
        ordering = ["case_id", "seq"]


class Reason(models.Model):
    """A reason a person typed; an entry names it by id, so it can be emptied without a trace lost."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reasons")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()
