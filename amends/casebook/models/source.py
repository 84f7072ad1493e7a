"""A source: one place where customers of a brand talk."""

from django.db import models

from amends.casebook.models.brand import Brand, new_token


class Source(models.Model):
    """One account, mailbox, form or file that is listened to.

    ``settings`` is encrypted (casebook.vault). ``cursor`` moves only in the transaction that
    stores the mentions it covers. ``failures`` counts in a row and is zero when healthy.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    settings = models.TextField(blank=True)
    token = models.CharField(max_length=48, unique=True, default=new_token)
    cursor = models.TextField(blank=True)
    is_enabled = models.BooleanField(default=True)
    due_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)  # last time something was said there
    asked_at = models.DateTimeField(
        null=True, blank=True
    )  # last time we listened without error
    called_at = models.DateTimeField(null=True, blank=True)  # last genuine call that was read
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.TextField(blank=True)
    error_at = models.DateTimeField(null=True, blank=True)
    budget_micros = models.PositiveBigIntegerField(
        null=True, blank=True
    )  # what reading may cost in a month, in millionths of a US dollar; null: as it comes
    refused_calls = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)  # whether its silence is strange
    silent_since = models.DateTimeField(
        null=True, blank=True
    )  # its last words, where it should have said more
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="source_due", condition=models.Q(is_enabled=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rhythm(models.Model):
    """What was said at a source hour by hour in the five weeks before ``counted_at``."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="rhythm")
    counted_at = models.DateTimeField()
    hour_counts = models.JSONField(default=list)
