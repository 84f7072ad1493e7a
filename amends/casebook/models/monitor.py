"""A monitor: words that find what never named us; what it found; what a brand's answers teach."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casebook.models.brand import Brand
from amends.casebook.models.mention import Mention
from amends.casebook.models.source import Source


class Tells(models.TextChoices):
    """How often it is told what a monitor found."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"


class Monitor(models.Model):
    """A brand, a product or a person in every spelling that its owner accepted (S4b-03).

    ``names`` as he gave them, ``words`` the spellings that are listened for, ``own_words`` what
    makes it likely that we are meant. No language and no source named means all of them.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="monitors")
    name = models.CharField(max_length=120)
    names = models.JSONField(default=list)
    words = models.JSONField(default=list)
    own_words = models.JSONField(default=list, blank=True)
    excluded_words = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="monitors")
    tells = models.CharField(max_length=7, choices=Tells, default=Tells.DAILY)
    told_at = models.DateTimeField(null=True, blank=True)
    is_enabled = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class HitState(models.TextChoices):
    """Whether what was said is about us."""

    NONE = "none"  # no name of ours stands in it
    MAYBE = "maybe"  # a person is asked
    US = "us"  # likely enough
    YES = "yes"  # a person says so
    NO = "no"  # a person says it is not


class Hit(models.Model):
    """What the monitors of a brand found in one indirect mention, and what a person says of it.

    ``spans`` are code points of the text; ``signs`` are what a brand's answers are counted by,
    ``because`` the strongest of them with their weights.
    """

    mention = models.OneToOneField(
        Mention, on_delete=models.CASCADE, related_name="hit", primary_key=True
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="hits")
    monitor = models.ForeignKey(
        Monitor, on_delete=models.SET_NULL, null=True, blank=True, related_name="hits"
    )
    state = models.CharField(max_length=5, choices=HitState)
    relevance = models.FloatField(default=0.0)
    spans = models.JSONField(default=list, blank=True)
    signs = models.JSONField(default=list, blank=True)
    because = models.JSONField(default=list, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["brand", "mention"], name="hit_waiting", condition=Q(state="maybe")
            ),
            models.Index(fields=["monitor", "noted_at"], name="hit_of_monitor"),
        ]


class Lesson(models.Model):
    """What a brand's answers say of each sign: how often it was us, how often not."""

    brand = models.OneToOneField(
        Brand, on_delete=models.CASCADE, related_name="lesson", primary_key=True
    )
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    by_sign = models.JSONField(default=dict)  # {sign: [yes, no]}
    taught_at = models.DateTimeField()
