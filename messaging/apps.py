from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Templates, the outbox, gateways, answers, the client's own pages."""

    name = "messaging"
    verbose_name = _("Messaging")

    def ready(self) -> None:
        from messaging.compose import start as compose
        from messaging.letters import start as letters
        from messaging.outbox import start as outbox

        compose.register()
        letters.register(self)
        outbox.register()
