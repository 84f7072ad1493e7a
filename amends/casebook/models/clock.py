"""A clock: a time by which somebody owes the customer something."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.case import Case


class ClockKind(models.TextChoices):
    """What is owed."""

    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    PROMISE = "promise"
    WINDOW = "window"  # until when a place can be answered at all


class ClockState(models.TextChoices):
    """Running until it is kept, missed or no longer owed."""

    RUNNING = "running"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Clock(models.Model):
    """One running duty with its owner; both clocks are kept (C-07).

    ``target_at`` and ``limit_at`` count covered hours, the ``wall_`` pair counts every hour.
    ``covered_seconds`` and ``wall_seconds`` say how long it took once it stopped.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=11, choices=ClockKind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    state = models.CharField(max_length=9, choices=ClockState, default=ClockState.RUNNING)
    started_at = models.DateTimeField()
    target_at = models.DateTimeField()
    limit_at = models.DateTimeField()
    wall_target_at = models.DateTimeField()
    wall_limit_at = models.DateTimeField()
    target_missed_at = models.DateTimeField(null=True, blank=True)
    limit_missed_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)  # its owner was told in time
    stopped_at = models.DateTimeField(null=True, blank=True)
    covered_seconds = models.PositiveIntegerField(null=True, blank=True)
    wall_seconds = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state="running") & ~Q(kind="promise"),
                name="one_running_clock_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(target_at__lte=models.F("limit_at")), name="target_before_limit"
            ),
        ]
        indexes = [
            models.Index(
                fields=["limit_at"], name="clock_running", condition=Q(state="running")
            ),
        ]
