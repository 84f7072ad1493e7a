"""An author: somebody who said something at one platform."""

from django.db import models

from amends.casebook.models.brand import Brand
from amends.casebook.models.customer import Customer


class Standing(models.TextChoices):
    """What is known about who is speaking (S3-02); never a reason to answer later (C-25)."""

    CUSTOMER = "customer"
    PLAUSIBLE = "plausible"
    UNKNOWN = "unknown"
    SUSPECTED_FAKE = "suspected_fake"
    TROLL = "troll"


class Author(models.Model):
    """One account at one platform, with the evidence of who stands behind it.

    ``evidence`` is a list of codes such as ``email`` or ``order_number``; ``confidence`` 0–1.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="authors")
    platform = models.CharField(max_length=40)
    external_id = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.SET_NULL, null=True, blank=True, related_name="authors"
    )
    standing = models.CharField(max_length=14, choices=Standing, default=Standing.UNKNOWN)
    confidence = models.FloatField(default=0.0)
    evidence = models.JSONField(default=list, blank=True)
    first_heard_at = models.DateTimeField(null=True, blank=True)
    writing_at = models.DateTimeField(null=True, blank=True)  # last seen typing, in a chat

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "platform", "external_id"], name="author_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.handle or self.email
