from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Templates, the outbox, gateways, answers, the client's own pages."""

    name = "messaging"
    verbose_name = _("Messaging")

    def ready(self) -> None:
        from messaging.checks import start as checks
        from messaging.compose import start as compose
        from messaging.delivery import start as delivery
        from messaging.gateways import start as gateways
        from messaging.letters import start as letters
        from messaging.outbox import start as outbox
        from messaging.public import start as public

        checks.register()
        compose.register()
        delivery.register()
        gateways.register(self)
        letters.register(self)
        outbox.register()
        public.register()
