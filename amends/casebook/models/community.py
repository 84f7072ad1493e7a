"""Where we took part in a community, always saying who we are; and the small delights we gave."""

from django.conf import settings
from django.db import models

from amends.casebook.models.brand import Brand
from amends.casebook.models.case import Case


class Participation(models.Model):
    """What somebody of ours said in a place that is not ours; ``disclosure`` is how he said it (S4d-10)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=200)
    url = models.CharField(max_length=2000, blank=True)
    text = models.TextField()
    disclosure = models.CharField(max_length=300)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["brand", "-id"], name="participation_latest")]


class Delight(models.Model):
    """Something small beyond what was owed, to somebody who did not ask for it (S4b-22)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="delights")
    case = models.ForeignKey(
        Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="delights"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    what = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["brand", "-id"], name="delight_latest")]
