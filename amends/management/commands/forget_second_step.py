"""Let somebody in who lost app, passkeys and recovery codes; for whoever runs the server."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from amends.casebook.models import User


class Command(BaseCommand):
    """Takes a person's second factors away; his password is then enough to sign in."""

    help = "Take away the second step of a person who lost it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the address of the account."""
        parser.add_argument("email")

    def handle(self, *, email: str, **_options: Any) -> None:
        """Remove them all and say how many there were."""
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(f"There is no account of {email}.")
        _count, by_model = Authenticator.objects.filter(user=user).delete()
        removed = by_model.get(Authenticator._meta.label, 0)
        self.stdout.write(f"{removed} removed. {email} signs in with the password alone now.")
