from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingConfig(AppConfig):
    """The list page, saved views, exports."""

    name = "listing"
    verbose_name = _("Lists")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from listing import demo_tables, field_uses, personal, trail
        from listing.exports import erasure, jobs, menu, places
        from listing.exports import trail as exports_trail

        demo_tables.register()
        field_uses.register()
        personal.register()
        trail.register()
        exports_trail.register()
        jobs.register()
        menu.register()
        places.register()
        erasure.register()
