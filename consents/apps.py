from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    """Documents, the ledger of consents, the gate, requests of people."""

    name = "consents"
    verbose_name = _("Consents")
