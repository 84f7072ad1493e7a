"""What an owner set differently from the playbook's defaults."""

from django.conf import settings
from django.db import models

from amends.casebook.models.brand import Brand


class PolicySetting(models.Model):
    """One key of the policy as a brand set it; checked by ``playbook.policy`` before it is saved."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="policy_settings")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "key"], name="policy_key_once"),
        ]


class PolicyChange(models.Model):
    """One change of one key: who made it, when, and what it said before; null is the default.

    An approval is a line too, under the code of its conflict. Rows are only added: the database
    itself refuses to change or remove one.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="policy_changes")
    key = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["brand", "-id"], name="policy_change_latest")]


class PolicyApproval(models.Model):
    """One conflict of the playbook that somebody responsible has read and decided (S1-24)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="policy_approvals")
    conflict = models.CharField(max_length=4)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "conflict"], name="policy_approved_once"),
        ]
