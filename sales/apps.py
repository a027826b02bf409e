from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    """Products, purchases, and what each client is worth."""

    name = "sales"
    verbose_name = _("Sales")

    def ready(self) -> None:
        from sales import ending, jobs, personal, tracking

        ending.register()
        jobs.register()
        personal.register()
        tracking.register()
