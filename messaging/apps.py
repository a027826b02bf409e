from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Templates, the outbox, gateways, answers, the client's own pages."""

    name = "messaging"
    verbose_name = _("Messaging")

    def ready(self) -> None:
        from messaging.outbox import start as outbox
        from messaging.public import start as public

        outbox.register()
        public.register()
