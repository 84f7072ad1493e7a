"""What is asked after a case is solved: whether it really is, how it felt, and at most one thing more."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import new_token
from amends.casebook.models.case import Case
from amends.casebook.models.customer import Customer


class Confirmation(models.Model):
    """One kind ask whether it is really solved (S3-39); two at most for one solution."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="confirmations")
    token = models.CharField(max_length=48, unique=True, default=new_token)
    ask = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    is_solved = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ask__range=(1, 2)), name="two_asks_at_most"),
        ]


class Survey(models.Model):
    """Two questions, once per customer and period (S2-12, C-26)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="survey")
    customer = models.ForeignKey(Customer, on_delete=models.SET_NULL, null=True, blank=True)
    token = models.CharField(max_length=48, unique=True, default=new_token)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    satisfaction = models.PositiveSmallIntegerField(null=True, blank=True)
    felt_valued = models.PositiveSmallIntegerField(null=True, blank=True)  # S2-25
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="satisfaction_of_five",
            ),
            models.CheckConstraint(
                condition=Q(felt_valued__isnull=True) | Q(felt_valued__range=(1, 5)),
                name="felt_valued_of_five",
            ),
        ]


class Invitation(models.Model):
    """One neutral invitation to update a review; refusal is final (C-02). Never names a remedy."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="invitation")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)  # updated, declined
    answered_at = models.DateTimeField(null=True, blank=True)
