"""Causes, what was done about them, and reaching out to those who stayed silent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand
from amends.casebook.models.customer import Customer


class CauseKind(models.TextChoices):
    """Where a cause sits; apart from the topic a customer names."""

    PEOPLE = "people"
    PROCESS = "process"
    PRODUCT = "product"
    PARTNER = "partner"
    INFORMATION = "information"
    SYSTEM = "system"
    EXPECTATION = "expectation"  # S0-02
    SITUATION = "situation"  # S0-02
    UNKNOWN = "unknown"  # S0-01


class Cause(models.Model):
    """One cause behind cases of a brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="causes")
    kind = models.CharField(max_length=11, choices=CauseKind)
    name = models.CharField(max_length=160)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="cause_once")]

    def __str__(self) -> str:
        return self.name


class CorrectiveAction(models.Model):
    """What removes a cause: an owner, a date, and proof before it may be called done (S0-14)."""

    cause = models.ForeignKey(
        Cause, on_delete=models.PROTECT, related_name="corrective_actions"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    what = models.TextField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    proof = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proven_at__isnull=True) | ~Q(proof=""), name="proven_has_proof"
            ),
        ]


class Outreach(models.Model):
    """One silent customer of a cause whom we asked."""

    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="outreach")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    was_unhappy = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "customer"], name="outreach_once"),
        ]
