"""Promises, remedies and hand-overs: what was said would happen, and who does it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casebook.models.case import Case
from amends.casebook.models.clock import Clock


class Promise(models.Model):
    """Something promised to a customer by an exact time; its clock has an owner (S3-26)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="promises")
    clock = models.OneToOneField(Clock, on_delete=models.PROTECT, related_name="promise")
    what = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.ForeignKey("Reason", on_delete=models.PROTECT, null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gt=F("made_at")), name="promise_in_the_future"
            ),
        ]


class RemedyKind(models.TextChoices):
    """What makes it good; matched to the failure (S2-27)."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    REPAIR = "repair"
    REDELIVERY = "redelivery"
    DISCOUNT = "discount"
    GIFT = "gift"
    EXPLANATION = "explanation"


class RemedyState(models.TextChoices):
    """Asked for, approved or refused, delivered."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    DELIVERED = "delivered"


class Remedy(models.Model):
    """One remedy; above an agent's limit a manager approves it (S1-28). Never names a review."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=12, choices=RemedyKind)
    is_goodwill = models.BooleanField(default=False)  # C-09: not what the law owes anyway
    amount_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=9, choices=RemedyState, default=RemedyState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="remedies_proposed"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remedies_decided",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state="refused") & Q(is_goodwill=False),
                name="one_remedy_a_case",
            ),
        ]


class HandOver(models.Model):
    """One case passed from one owner to the next, and whether the customer was told (S1-20)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases_given"
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases_received"
    )
    handed_at = models.DateTimeField()
    is_customer_told = models.BooleanField(default=False)
    reason = models.ForeignKey("Reason", on_delete=models.PROTECT, null=True, blank=True)


class Investigation(models.Model):
    """What was found out; without one a case cannot be resolved (S3-12)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="investigations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField()
    noted_at = models.DateTimeField()
