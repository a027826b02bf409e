from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteractionsConfig(AppConfig):
    """History of work with clients, and tasks."""

    name = "interactions"
    verbose_name = _("Work with clients")

    def ready(self) -> None:
        from interactions.tasks import start

        start.register()
