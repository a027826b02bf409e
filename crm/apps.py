from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CrmConfig(AppConfig):
    """The project itself: knows all packages, has no models."""

    name = "crm"

    def ready(self) -> None:
        from core.db import grant_application_role
        from core.registries.doctor import doctor_checks
        from crm import jobs
        from crm.monitoring import follower, house
        from crm.supervisor.checks import CHECKS

        doctor_checks.add(*CHECKS)
        jobs.register()
        house.register()
        follower.register()

        def grant(**_signal: object) -> None:
            grant_application_role()

        # Sent once for each app with models, after all migrations; one of them is enough, and crm has none.
        sender = apps.get_app_config("accounts")
        post_migrate.connect(grant, sender=sender, weak=False, dispatch_uid="crm.grant")
