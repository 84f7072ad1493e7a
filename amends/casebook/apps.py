"""The one Django app with models."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasebookConfig(AppConfig):
    """Guards the ledger after every migration."""

    name = "amends.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Re-create the guards after each migrate: a rebuilt table loses its triggers silently."""
        from amends.casebook import roles
        from amends.casebook.guards import restore_guards

        roles.register()
        post_migrate.connect(restore_guards, sender=self, dispatch_uid="casebook.guards")
