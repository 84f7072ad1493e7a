"""An errand: one message that leaves the house for a colleague and carries notices."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand
from amends.casebook.models.device import Device
from amends.casebook.models.notice import Notice


class Way(models.TextChoices):
    """How a colleague is reached who does not look at the desk."""

    MAIL = "mail"
    PUSH = "push"


class ErrandState(models.TextChoices):
    """Ready until somebody claims it; sent, or given up."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Errand(models.Model):
    """One mail to a person, or one push to one of his devices; without notices it is a trial.

    ``key`` is the Message-ID of a mail and the topic of a push: sent again after a lost answer it
    shows up once.
    """

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, null=True, related_name="errands"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="errands"
    )
    way = models.CharField(max_length=4, choices=Way)
    device = models.ForeignKey(
        Device, on_delete=models.SET_NULL, null=True, related_name="errands"
    )  # null: a mail, or the device is gone
    notices = models.ManyToManyField(Notice, related_name="errands")
    key = models.CharField(max_length=255, unique=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=ErrandState, default=ErrandState.READY)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="errand_open",
                condition=Q(state__in=["ready", "sending"]),
            ),
            models.Index(fields=["user", "brand", "-made_at"], name="errand_of_a_person"),
        ]
