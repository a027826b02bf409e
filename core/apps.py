from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registries, template parts and helpers; no models."""

    name = "core"
