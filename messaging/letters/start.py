"""Fills the registries with what templates bring."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from messaging.letters import builtin, erasing, menu, personal, trail, uses


def register(app: AppConfig) -> None:
    """Called once, when the application starts."""
    for part in (erasing, menu, personal, trail, uses):
        part.register()
    post_migrate.connect(builtin.ensure_templates, sender=app, dispatch_uid="messaging.letters.templates")
