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
