from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Audiences, campaigns, triggers, results."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from campaigns import demo, personal
        from campaigns.card import start as card
        from campaigns.pages import campaign_list, list_acts, menu
        from campaigns.results import start as results
        from campaigns.sending import start as sending
        from campaigns.tracking import start as tracking
        from campaigns.triggers import start as triggers

        campaign_list.register()
        card.register()
        demo.register()
        list_acts.register()
        menu.register()
        personal.register()
        results.register()
        sending.register()
        tracking.register()
        triggers.register()
