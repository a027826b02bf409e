"""Fills the registries with what the gate brings."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from consents.gate import builtin, client_merging, demo, hints, menu, personal, trail


def register(app: AppConfig) -> None:
    """Called once, when the application starts."""
    for part in (client_merging, demo, hints, menu, personal, trail):
        part.register()
    post_migrate.connect(builtin.ensure_rules, sender=app, dispatch_uid="consents.gate.rules")
