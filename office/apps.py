from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    """Pages of the administrator; no models of its own."""

    name = "office"
    verbose_name = _("Office")

    def ready(self) -> None:
        from office import menu, notices
        from office.backups import jobs as backups
        from office.journal import places as journal_places
        from office.steps import own as steps

        menu.register()
        backups.register()
        notices.register()
        steps.register()
        journal_places.register()
