from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingConfig(AppConfig):
    """The list page, saved views, exports."""

    name = "listing"
    verbose_name = _("Lists")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from listing.exports import jobs, menu, places, trail

        jobs.register()
        menu.register()
        places.register()
        trail.register()
