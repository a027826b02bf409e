from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CrmConfig(AppConfig):
    """The project itself: knows all packages, has no models."""

    name = "crm"

    def ready(self) -> None:
        from core.db import grant_application_role

        def grant(**_signal: object) -> None:
            grant_application_role()

        post_migrate.connect(grant, sender=self, weak=False, dispatch_uid="crm.grant")
