from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Files of other programs, and how they become clients."""

    name = "imports"
    verbose_name = _("Import")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from imports import erasure, field_uses, jobs, keeping, menu, notices, personal, recovering
        from imports.apply import operation
        from imports.cleaning import sentences
        from imports.consents import bringing, note

        for part in (
            field_uses,
            sentences,
            personal,
            erasure,
            notices,
            operation,
            jobs,
            keeping,
            recovering,
            menu,
            bringing,
            note,
        ):
            part.register()
