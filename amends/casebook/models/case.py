"""A case: one customer and one problem, with exactly one owner."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.author import Author
from amends.casebook.models.brand import Brand, new_token
from amends.casebook.models.cause import Cause
from amends.casebook.models.customer import Customer
from amends.casebook.models.mention import Visibility
from amends.casebook.models.source import Source
from amends.casebook.models.tag import Tag


GRAVEST = 5
SAFETY_TOPIC = "safety_health"


class CaseState(models.TextChoices):
    """Where a case stands; only ``ledger.move`` changes it."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATING = "investigating"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Outcome(models.TextChoices):
    """How it ended for the customer; apart from the state."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_ANSWER = "no_answer"
    NOT_A_COMPLAINT = "not_a_complaint"
    MERGED = "merged"  # it lives on in another case


class CaseVerdict(models.TextChoices):
    """Whether the claim was right; apart from tone, state and outcome (S1-03, C-08)."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"
    CANNOT_TELL = "cannot_tell"


class Fault(models.TextChoices):
    """Whose failure it was, as far as known while answering."""

    OURS = "ours"
    NOT_OURS = "not_ours"
    UNKNOWN = "unknown"
    NONE = "none"


class Case(models.Model):
    """One customer's problem from the first word to the proof that it is solved.

    A post, a mail and a call are cases of one and the same kind (S4a-36).
    ``value`` 0–1; ``priority`` is larger for what comes first; ``limit_at`` is the earliest
    limit of a running clock, ``promised_at`` that of a promise. ``token`` opens the public
    status page.
    """

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="cases")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=48, unique=True, default=new_token)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases"
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, null=True, related_name="cases"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="cases")
    visibility = models.CharField(max_length=7, choices=Visibility)
    language = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=13, choices=CaseState, default=CaseState.NEW)
    state_since = models.DateTimeField()
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    verdict = models.CharField(max_length=11, choices=CaseVerdict, blank=True)
    fault = models.CharField(max_length=8, choices=Fault, default=Fault.UNKNOWN)
    severity = models.PositiveSmallIntegerField(default=1)
    anger = models.PositiveSmallIntegerField(default=0)
    topics = models.JSONField(default=list)
    topic = models.CharField(max_length=20, blank=True)  # the first of topics, for lists
    segments = models.JSONField(default=list, blank=True)  # S1-10: angry, vip, previous, silent
    desired_outcome = models.TextField(blank=True)
    value = models.FloatField(default=0.0)
    priority = models.FloatField(default=0.0)
    limit_at = models.DateTimeField(null=True, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    last_heard_at = models.DateTimeField()
    first_reply_at = models.DateTimeField(null=True, blank=True)
    last_reply_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    waits_for_us = models.BooleanField(default=True)
    is_public_exhausted = models.BooleanField(default=False)  # S4c-04
    causes = models.ManyToManyField(Cause, blank=True, related_name="cases")
    tags = models.ManyToManyField(Tag, blank=True, related_name="cases")
    tag_names = models.JSONField(default=list, blank=True)  # of its tags, for lists
    snoozed_until = models.DateTimeField(null=True, blank=True)  # out of sight, its clocks run
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_cases"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=Q(severity__range=(1, 5)), name="case_severity_in_steps"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(outcome=""), name="closed_has_outcome"
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "-priority", "-id"],
                name="case_queue",
                condition=~Q(state="closed"),
            ),
            models.Index(fields=["brand", "state", "-id"], name="case_by_state"),
            models.Index(
                fields=["owner", "-priority", "-id"],
                name="case_mine",
                condition=~Q(state="closed"),
            ),
            models.Index(fields=["brand", "opened_at"], name="case_by_opening"),
            models.Index(fields=["customer", "-id"], name="case_by_customer"),
            models.Index(fields=["author", "-id"], name="case_by_author"),
            models.Index(
                fields=["brand", "-priority", "-id"],
                name="case_waiting",
                condition=Q(first_reply_at=None) & ~Q(state="closed"),
            ),
            models.Index(
                fields=["brand", "-priority", "-id"],
                name="case_promised",
                condition=Q(promised_at__isnull=False) & ~Q(state="closed"),
            ),
            models.Index(
                fields=["snoozed_until"],
                name="case_asleep",
                condition=Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=["limit_at"], name="case_limit", condition=Q(limit_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.number}"

    @property
    def is_safety(self) -> bool:
        """Whether somebody's safety or health is at stake; grave alone is not enough (C-12)."""
        return self.severity >= GRAVEST and SAFETY_TOPIC in self.topics

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.state != CaseState.CLOSED
