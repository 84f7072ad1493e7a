"""A call of a service (a webhook), written down before anybody reads it."""

from django.db import models
from django.db.models import Q

from amends.casebook.models.source import Source


class ServiceCallState(models.TextChoices):
    """What became of a call; ``unknown`` told of nothing that we know."""

    NEW = "new"
    READ = "read"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class ServiceCall(models.Model):
    """One genuine call, its bytes as they came; the same call again is the same row.

    ``digest`` tells it from others as long as the row stands. Of ``headers`` and ``query`` those
    are kept which say what the call is, none that prove who sent it. Once read the bytes are
    dropped: what people said stands in the mentions, which know erasure.
    """

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="service_calls", db_index=False
    )  # two indexes begin with it
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=4)
    headers = models.JSONField(default=dict, blank=True)
    query = models.JSONField(default=dict, blank=True)
    raw = models.BinaryField()
    state = models.CharField(
        max_length=7, choices=ServiceCallState, default=ServiceCallState.NEW
    )
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)  # null: nobody tries again by itself
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="service_call_once"),
        ]
        indexes = [
            models.Index(fields=["id"], name="service_call_new", condition=Q(state="new")),
            models.Index(
                fields=["retry_at"],
                name="service_call_retry",
                condition=Q(retry_at__isnull=False),
            ),
            models.Index(fields=["source", "-id"], name="service_call_latest"),
        ]
