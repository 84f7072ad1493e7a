"""Customers, the keys they are known by, and their orders."""

from django.db import models

from amends.casebook.models.brand import Brand
from amends.casebook.models.user import Language


class Customer(models.Model):
    """One person who buys from a brand; his words live in mentions, his keys in identities."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="customers")
    external_id = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    folded_name = models.CharField(
        max_length=200, blank=True
    )  # by language.normalise, to be found by
    language = models.CharField(max_length=2, choices=Language, blank=True)
    is_vip = models.BooleanField(default=False)
    since = models.DateTimeField(null=True, blank=True)
    preferred_channel = models.CharField(max_length=40, blank=True)  # S4c-09
    may_survey = models.BooleanField(default=True)  # C-26: an opt-out is honoured
    surveyed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "external_id"],
                condition=~models.Q(external_id=""),
                name="customer_external_once",
            ),
        ]
        indexes = [models.Index(fields=["brand", "-id"], name="customer_latest")]

    def __str__(self) -> str:
        return self.name


class IdentityKind(models.TextChoices):
    """By what a customer is recognised."""

    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"


class Identity(models.Model):
    """One key of one customer, in its folded form: never shared by two customers of a brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=6, choices=IdentityKind)
    value = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "kind", "value"], name="identity_once"),
            models.CheckConstraint(condition=~models.Q(value=""), name="identity_not_empty"),
        ]


class Order(models.Model):
    """One order; ``total_minor`` in the currency's smallest unit."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="orders")
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders", null=True, blank=True
    )
    number = models.CharField(max_length=80)
    folded_number = models.CharField(max_length=80)
    status = models.CharField(max_length=40, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    total_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    items = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "folded_number"], name="order_number_once"
            ),
        ]
        ordering = ["-placed_at", "-pk"]

    def __str__(self) -> str:
        return self.number
