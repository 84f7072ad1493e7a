"""Whether the composer may offer a draft, and by whom it would be written."""

from urllib.parse import urlsplit

from django import template

from amends.casebook.models import Brand
from amends.casebook.vault import VaultLocked
from amends.connectors.source_settings import SettingsError
from amends.rooms.respond import service as respond


register = template.Library()


@register.simple_tag
def model_host(brand: Brand) -> str:
    """Return the host of the model that drafts for a brand; empty while drafts are off."""
    try:
        settings = respond.model_of(brand)
    except (SettingsError, VaultLocked):
        return ""
    return urlsplit(settings.url).hostname or "" if settings else ""
