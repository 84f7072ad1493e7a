"""An answer somebody wrote to practise: an invented conversation, never a case, never sent."""

from django.conf import settings
from django.db import models

from amends.casebook.models.brand import Brand


class PracticeAnswer(models.Model):
    """One try at one exercise; ``codes`` are the findings that cost points, ``points`` of 100."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="practice_answers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_answers"
    )
    language = models.CharField(max_length=2)
    exercise = models.CharField(max_length=40)
    text = models.TextField()
    points = models.PositiveSmallIntegerField()
    codes = models.JSONField(default=list)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["brand", "user", "-id"], name="practice_of_a_person")]
