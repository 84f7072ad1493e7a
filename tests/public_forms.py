"""Fill in a brand's public form, as a customer would."""

from datetime import timedelta

from django.utils import timezone

from amends.casebook import vault
from amends.web import tickets


def set_up(source, **settings):
    source.settings = vault.seal(settings)
    source.save()


def slip(source, seconds=60):
    return tickets.new_ticket(
        f"source.{source.pk}", timezone.now() - timedelta(seconds=seconds)
    )


def filled(source, **fields):
    values = {
        "text": "وصلتني الماكينة مكسورة",
        "email": "Noura@Shop.example",
        "token": slip(source),
    }
    return values | fields
