"""Devices: the browsers and telephones on which a person wants to be told; and the key we push with."""

from django.conf import settings
from django.db import models


class Device(models.Model):
    """One browser that a person switched on; ``sealed`` says where it is reached and with which keys.

    ``fingerprint`` is the hash of its address, so that one browser is one row, its last user's;
    ``session_key`` the sign-in it belongs to: signed out there, nothing is told there any more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices"
    )
    name = models.CharField(max_length=60, blank=True)
    sealed = models.TextField()
    fingerprint = models.CharField(max_length=64, unique=True)
    session_key = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True)


class SenderKey(models.Model):
    """The one key by which push services know this desk, sealed; made once."""

    sealed = models.TextField()
