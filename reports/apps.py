from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Pages of reports; no models of its own."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from reports import menu, trail
        from reports.activity import report as activity

        menu.register()
        trail.register()
        activity.register()
