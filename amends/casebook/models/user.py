"""A person who works at the desk."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Language(models.TextChoices):
    """The languages the desk speaks."""

    ARABIC = "ar", "العربية"
    PERSIAN = "fa", "فارسی"
    ENGLISH = "en", "English"


class Theme(models.TextChoices):
    """Light, dark, or as the device says."""

    SYSTEM = "", "system"
    LIGHT = "light", "light"
    DARK = "dark", "dark"


class UserManager(BaseUserManager["User"]):
    """Creates people by their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password he can only come in by an invitation."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    create_superuser = create_user


class User(AbstractBaseUser):
    """One person; what he may do is said by his memberships, never here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language, default=Language.ARABIC)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.SYSTEM, blank=True)
    views = models.JSONField(default=list, blank=True)  # his own: [{"name": …, "query": …}]
    wishes = models.JSONField(default=dict, blank=True)  # of notices: {"crisis": "morning"}
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email
