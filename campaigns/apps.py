from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Audiences, campaigns, triggers, results."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from campaigns import demo, personal
        from campaigns.pages import menu
        from campaigns.sending import start as sending

        demo.register()
        menu.register()
        personal.register()
        sending.register()
