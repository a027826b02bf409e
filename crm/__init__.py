"""The project: settings, routes, Celery, commands over the whole house. The only package that knows all others."""

from crm.celery import app as celery_app

__all__ = ["celery_app"]
