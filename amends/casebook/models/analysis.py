"""An analysis: what was understood of a mention, with its reasons; and what people corrected."""

from django.conf import settings
from django.db import models

from amends.casebook.models.mention import Mention


class Analysis(models.Model):
    """The fields of one reading of one mention; names and values as the reader gives them.

    ``because`` holds offsets and reason codes, so the quoted words vanish with the mention.
    """

    mention = models.OneToOneField(
        Mention, on_delete=models.CASCADE, related_name="analysis", primary_key=True
    )
    lang = models.CharField(max_length=5)
    dialect = models.CharField(max_length=20, blank=True)
    is_complaint = models.BooleanField()
    complaint_probability = models.FloatField()
    sentiment = models.SmallIntegerField()
    sentiment_score = models.FloatField()
    topics = models.JSONField(default=list)
    severity = models.PositiveSmallIntegerField()
    anger = models.PositiveSmallIntegerField()
    insult_to_person = models.BooleanField(default=False)
    threat = models.BooleanField(default=False)
    churn = models.BooleanField(default=False)
    repeat = models.BooleanField(default=False)
    troll = models.BooleanField(default=False)
    sarcasm = models.BooleanField(default=False)
    abuse_score = models.FloatField(default=0.0)
    private_data = models.JSONField(default=list)
    private_data_spans = models.JSONField(default=list)
    probabilities = models.JSONField(default=dict)
    abstained = models.JSONField(default=list)
    because = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(severity__range=(1, 5)), name="severity_in_steps"
            ),
            models.CheckConstraint(
                condition=models.Q(anger__range=(0, 3)), name="anger_in_steps"
            ),
        ]


class Correction(models.Model):
    """A person's better reading of one field; the reader learns from these rows."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="corrections")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    field = models.CharField(max_length=24)
    value = models.JSONField()
    corrected_at = models.DateTimeField()
