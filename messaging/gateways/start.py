"""Fills the registries with what the pages of gateways bring."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from messaging.gateways import builtin, first_step, menu, trail
from messaging.transports import kinds


def register(app: AppConfig) -> None:
    """Called once, when the application starts."""
    for part in (kinds, menu, trail, first_step):
        part.register()
    post_migrate.connect(builtin.ensure_gateways, sender=app, dispatch_uid="messaging.gateways")
