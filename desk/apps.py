from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The page a day begins with; no models of its own."""

    name = "desk"
    verbose_name = _("Today")

    def ready(self) -> None:
        from desk import dates, menu

        menu.register()
        dates.register()
