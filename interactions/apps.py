from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InteractionsConfig(AppConfig):
    """History of work with clients, and tasks."""

    name = "interactions"
    verbose_name = _("Work with clients")

    def ready(self) -> None:
        from interactions.log import outcomes
        from interactions.log import start as log
        from interactions.tasks import start as tasks

        log.register()
        tasks.register()
        post_migrate.connect(outcomes.ensure_outcomes, sender=self, dispatch_uid="interactions.outcomes")
