"""A brand, who works for it and in which role."""

import secrets

from django.conf import settings
from django.db import models

from amends.casebook.models.user import Language


def new_token() -> str:
    """Return an unguessable token for a public address (192 bits)."""
    return secrets.token_urlsafe(24)


class Role(models.TextChoices):
    """What a person is at a brand."""

    OWNER = "owner"
    MANAGER = "manager"
    AGENT = "agent"
    MODERATOR = "moderator"
    ANALYST = "analyst"


class Brand(models.Model):
    """One shop behind its own walls; it is never without an owner."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)  # {"ar": "رَبوة", "en": "Rabwa"}
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_brands"
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_brands",
    )
    language = models.CharField(max_length=2, choices=Language, default=Language.ARABIC)
    timezone = models.CharField(max_length=64, default="Asia/Riyadh")
    country = models.CharField(max_length=2, default="SA")
    order_pattern = models.CharField(max_length=200, blank=True)
    next_instance = models.JSONField(default=dict, blank=True)  # {"ar": where else to complain}
    form_key = models.CharField(max_length=48, unique=True, default=new_token)
    last_case_number = models.PositiveIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)  # moves when anything on screen moved
    views = models.JSONField(
        default=list, blank=True
    )  # [{"name": …, "query": …}], for everybody
    live_at = models.DateTimeField(
        null=True, blank=True
    )  # S1-24: since its policy was first approved whole, it may speak
    asks_second_step = models.BooleanField(default=False)  # shut to members without one
    drafter = models.TextField(blank=True)  # sealed: the model that may draft replies, if any
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """Return the brand's name in a language, or its own name."""
        return str(self.names.get(language) or self.name)


class Membership(models.Model):
    """One person's role at one brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.AGENT)
    languages = models.JSONField(
        default=list, blank=True
    )  # which customers' languages he answers

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "user"], name="membership_once"),
        ]


class MemberInvitation(models.Model):
    """One way into a brand for one address; of its link only the hash is kept, and it works once."""

    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, related_name="member_invitations"
    )
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role, default=Role.AGENT)
    languages = models.JSONField(default=list, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
